#!/usr/bin/env bash
# The scripts of samples/, run on its articles and on names that scripts stumble over.
# usage: run.sh NEWSCUT
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: $0 NEWSCUT" >&2; exit 2; }
export NEWSCUT=$1
samples=$(cd "$(dirname "$0")/../../samples" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/newscut samples.XXXXXX")
watcher=
trap '[[ -z $watcher ]] || kill "$watcher" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

failures=0
fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }
equal() { [[ $2 == "$3" ]] || fail "$1: '$2' instead of '$3'"; } # WHAT FOUND EXPECTED
status_of() { local s=0; "$@" > out 2> err || s=$?; echo "$s"; }

articles='an inbox'
mkdir -p "$articles/-deep"
cp "$samples"/*.txt "$articles"
mv "$articles/wire.txt" "$articles/-deep/it's \"a wire\" story.txt"
cp "$articles/market.txt" -- "$articles/-deep/-o.txt"

for script in "$samples"/*.sh; do
  name=${script##*/}
  equal "$name -h" "$(status_of "$script" -h)" 0
  grep -q '^usage: ' out || fail "$name -h prints no usage"
  [[ ! -s err ]] || fail "$name -h writes to standard error"
  equal "$name without arguments" "$(status_of "$script")" 2
  grep -q '^usage: ' err || fail "$name without arguments prints no usage"
  equal "$name with an unknown option" "$(status_of "$script" -Z "$articles")" 2
done

# --- percentages.sh -------------------------------------------------------------------------------
"$samples/percentages.sh" "$articles" > all.csv
head -n 1 all.csv | grep -q '^file,' || fail "percentages.sh: no header: $(head -n 1 all.csv)"
grep -q "^an inbox/market.txt,1.3%,1.3," all.csv || fail "percentages.sh: no 1.3% of market.txt"
rows=$(grep -c '^an inbox/market.txt,' all.csv || true)
[[ $rows -ge 35 ]] || fail "percentages.sh: only $rows figures in market.txt"
equal "percentages.sh, the same article by another name" \
  "$(grep -c '^an inbox/-deep/-o.txt,' all.csv || true)" "$rows"
grep -q '^"an inbox/-deep/it.s ""a wire"" story.txt",' all.csv || fail "percentages.sh: no wire story"
"$samples/percentages.sh" -o "to file.csv" "$articles"
cmp -s all.csv "to file.csv" || fail "percentages.sh -o: something else than to standard output"
equal "percentages.sh on no folder" "$(status_of "$samples/percentages.sh" nowhere)" 1

# --- most_quoted.sh -------------------------------------------------------------------------------
"$samples/most_quoted.sh" -n 3 "$articles" > quoted
equal "most_quoted.sh -n 3, lines" "$(wc -l < quoted)" 3
sort -s -c -k1,1nr quoted || fail "most_quoted.sh: not sorted"
equal "most_quoted.sh -n 0" "$("$samples/most_quoted.sh" -n 0 "$articles")" ""
"$samples/most_quoted.sh" -n 1000 "$articles" > quoted
grep -qP '^\d+\t2\tRaj Venkataraman$' quoted || fail "most_quoted.sh: nobody in two articles: $(cat quoted)"
grep -qP '^\d+\t1\tGrace Halvorsen$' quoted || fail "most_quoted.sh: somebody is missing: $(cat quoted)"
equal "most_quoted.sh on no folder" "$(status_of "$samples/most_quoted.sh" nowhere)" 1
equal "most_quoted.sh -n x" "$(status_of "$samples/most_quoted.sh" -n x "$articles")" 2

# --- watch_folder.sh ------------------------------------------------------------------------------
reports='the reports'
"$samples/watch_folder.sh" -1 "$articles" "$reports"
equal "watch_folder.sh -1, reports" "$(find "$reports" -type f | wc -l)" "$(find "$articles" -maxdepth 1 -name '*.txt' | wc -l)"
jq -e '.percentages | length > 0' "$reports/market.json" > /dev/null || fail "watch_folder.sh: market.json"
touch -d '2001-01-01' "$reports/market.json" && touch -d '2000-01-01' "$articles/market.txt"
"$samples/watch_folder.sh" -1 "$articles" "$reports"
equal "watch_folder.sh, a report that is up to date" "$(date -r "$reports/market.json" +%Y)" 2001
touch "$articles/market.txt"
"$samples/watch_folder.sh" -1 "$articles" "$reports"
[[ $(date -r "$reports/market.json" +%Y) -gt 2001 ]] || fail "watch_folder.sh: an old report stays"

mkdir broken && ln -s /nowhere broken/gone.txt && mkdir broken/folder.txt && cp "$articles/british.txt" broken
equal "watch_folder.sh -1 with a folder for an article" \
  "$(status_of "$samples/watch_folder.sh" -1 broken broken-reports)" 1
equal "watch_folder.sh, what it leaves" "$(ls broken-reports)" british.json
equal "watch_folder.sh on no folder" "$(status_of "$samples/watch_folder.sh" -1 nowhere reports)" 2
equal "watch_folder.sh -i x" "$(status_of "$samples/watch_folder.sh" -i x "$articles" reports)" 2

# Watching: an article that arrives later is read, too.
mkdir 'late inbox'
"$samples/watch_folder.sh" -i 1 'late inbox' 'late reports' 2> watch.err &
watcher=$!
cp "$articles/interview.txt" 'late inbox/new one.txt'
for _ in $(seq 120); do
  [[ -e 'late reports/new one.json' ]] && break
  sleep 0.5
done
jq -e '.title.text | length > 0' 'late reports/new one.json' > /dev/null || fail "watch_folder.sh: $(cat watch.err)"
kill "$watcher"
wait "$watcher" 2> /dev/null || true
watcher=

[[ $failures -eq 0 ]] && echo "all scripts work"
