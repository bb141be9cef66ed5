#!/usr/bin/env bash
# Keeps a report beside each article that arrives in a folder.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: watch_folder.sh [-1] [-i SECONDS] INBOX REPORTS

Looks into INBOX every few seconds and writes REPORTS/NAME.json for each NAME.txt that has no report
or is newer than its report. An article is read once its size has stayed the same from one look to
the next, so that one that is still being copied is left alone. A report appears whole or not at
all. One that cannot be made is told of on standard error, once for each version of the article.
NEWSCUT names the command to run (default: newscut).

  -1           look once, take every article as finished, and exit (1 if a report could not be made)
  -i SECONDS   how long to wait between two looks (default: 5)
  -h           print this and exit
USAGE
}

once=false
interval=5
while getopts 1i:h option; do
  case $option in
    1) once=true ;;
    i) interval=$OPTARG ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[[ $interval =~ ^[0-9]+$ && $# -eq 2 ]] || { usage >&2; exit 2; }
inbox=$1 reports=$2
[[ -d $inbox ]] || { echo "watch_folder.sh: $inbox: no such folder" >&2; exit 2; }
mkdir -p -- "$reports"

shopt -s nullglob
declare -A seen    # what an article was like at the last look: size and time
declare -A failed  # what it was like when no report could be made
result=0

make_report() { # ARTICLE REPORT
  "${NEWSCUT:-newscut}" --format json -o "$2.part" -- "$1" && mv -f -- "$2.part" "$2" && return
  rm -f -- "$2.part"
  return 1
}

look() {
  local article report version
  for article in "$inbox"/*.txt; do
    report=${article##*/}
    report=$reports/${report%.txt}.json
    [[ $article -nt $report ]] || continue
    version=$(stat -c '%s %y' -- "$article") || continue # it has just been taken away
    if ! $once && [[ ${seen[$article]-} != "$version" ]]; then
      seen[$article]=$version
      continue
    fi
    [[ ${failed[$article]-} != "$version" ]] || continue
    if ! make_report "$article" "$report"; then
      failed[$article]=$version
      result=1
    fi
  done
}

while :; do
  look
  $once && exit "$result"
  sleep "$interval"
done
