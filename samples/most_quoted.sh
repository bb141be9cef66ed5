#!/bin/sh
# Who is quoted most in some folders of articles.
set -eu

usage() {
  cat <<'USAGE'
usage: most_quoted.sh [-n N] FOLDER...

Prints the N people and bodies (default: 20) that the articles (.txt, .text, .md) below the folders
quote most: how many quotations, in how many articles, and the name, with a tab between. Somebody
who is named differently in two articles counts twice. Needs jq. NEWSCUT names the command to run
(default: newscut).

  -n N   how many lines to print
  -h     print this and exit
USAGE
}

lines=20
while getopts n:h option; do
  case $option in
    n) lines=$OPTARG ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
case $lines in '' | *[!0-9]*) usage >&2; exit 2 ;; esac
[ $# -gt 0 ] || { usage >&2; exit 2; }
command -v jq > /dev/null || { echo "most_quoted.sh: needs jq" >&2; exit 2; }

# A pipe would hide the exit status of newscut: the quotations go through a file.
found=$(mktemp)
trap 'rm -f "$found"' EXIT
trap 'exit 1' HUP INT TERM
status=0
"${NEWSCUT:-newscut}" --only quotes --ndjson -r -- "$@" > "$found" || status=$?
[ "$status" -le 1 ] || exit "$status"

jq -rn --argjson lines "$lines" '
  [inputs | .id as $article | .quotes[].speaker | select(. != null) | {name, article: $article}]
  | group_by(.name)
  | map({name: .[0].name, quotes: length, articles: (map(.article) | unique | length)})
  | sort_by(-.quotes, -.articles, .name)[:$lines][]
  | [.quotes, .articles, .name] | @tsv' "$found"
exit "$status"
