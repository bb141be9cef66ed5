#!/bin/sh
# All percentages in the articles of some folders, as CSV for a spreadsheet.
set -eu

usage() {
  cat <<'USAGE'
usage: percentages.sh [-o FILE] FOLDER...

Writes a row of CSV for each percentage in the articles (.txt, .text, .md) below the folders: file,
figure, what it is a share of, who claims it, and the sentence. NEWSCUT names the command to run
(default: newscut).

  -o FILE   write to FILE, which appears only when everything has been read
  -h        print this and exit
USAGE
}

output=
while getopts o:h option; do
  case $option in
    o) output=$OPTARG ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || { usage >&2; exit 2; }

exec "${NEWSCUT:-newscut}" --only percentages --format csv ${output:+-o "$output"} -r -- "$@"
