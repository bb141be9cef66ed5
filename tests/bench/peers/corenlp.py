#!/usr/bin/env python3
"""Entities or quotations by Stanford CoreNLP.

usage: corenlp.py entities|quotes JAR_FOLDER < ARTICLES.jsonl > SYSTEM.jsonl

Runs the pipeline once over all articles as files, with four gigabytes of heap and one thread.
Entities: the three-class and four-class models without fine-grained and numeric classes, which are what
newscut's four types are. Quotations: the quote annotator with the statistical coreference.
"""

import json
import os
import subprocess
import sys
import tempfile

TYPES = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
PIPELINE = {
    "entities": ["-annotators", "tokenize,pos,lemma,ner", "-ner.applyFineGrained", "false",
                 "-ner.applyNumericClassifiers", "false", "-ner.useSUTime", "false"],
    "quotes": ["-annotators", "tokenize,pos,lemma,ner,depparse,coref,quote", "-coref.algorithm", "statistical"],
}


class CodePoints:
    """From UTF-16 code units, in which Java counts, to code points."""

    def __init__(self, text):
        self.map = []
        for i, c in enumerate(text):
            self.map.extend([i] * (2 if ord(c) > 0xFFFF else 1))
        self.map.append(len(text))

    def span(self, begin, end):
        return [self.map[begin], self.map[end]]


def entities(document, points):
    found = []
    for sentence in document["sentences"]:
        for m in sentence.get("entitymentions", []):
            if m["ner"] in TYPES and m.get("characterOffsetBegin", -1) >= 0:
                tokens = sentence["tokens"][m["tokenBegin"] - sentence["tokens"][0]["index"] + 1:
                                            m["tokenEnd"] - sentence["tokens"][0]["index"] + 1]
                if tokens and all(t["lemma"].lower() in ("he", "she", "his", "her", "him", "hers") for t in tokens):
                    continue  # the ner annotator also labels pronouns as persons
                found.append({"span": points.span(m["characterOffsetBegin"], m["characterOffsetEnd"]),
                              "type": TYPES[m["ner"]]})
    return {"entities": found}


def quotes(document, points):
    tokens = [t for s in document["sentences"] for t in s["tokens"]]
    found = []
    for q in document.get("quotes", []):
        source = None
        if q.get("mentionBegin", -1) >= 0:
            first, last = tokens[q["mentionBegin"]], tokens[q["mentionEnd"]]
            source = points.span(first["characterOffsetBegin"], last["characterOffsetEnd"])
        speaker = q.get("canonicalSpeaker")
        found.append({"content": [points.span(q["beginIndex"], q["endIndex"])], "cue": None, "source": source,
                      "speaker_canonical": None if speaker in (None, "Unknown") else speaker})
    return {"quotes": found}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in PIPELINE:
        sys.exit(__doc__.strip())
    what, jars = sys.argv[1:]
    records = [json.loads(line) for line in sys.stdin]
    with tempfile.TemporaryDirectory() as work:
        names = []
        for number, record in enumerate(records):
            name = os.path.join(work, f"{number}.txt")
            with open(name, "w", encoding="utf-8", newline="") as file:
                file.write(record["text"])
            names.append(name)
        listing = os.path.join(work, "files")
        with open(listing, "w", encoding="utf-8") as file:
            file.write("\n".join(names) + "\n")
        subprocess.run(["java", "-Xmx4g", "-cp", os.path.join(jars, "*"), "edu.stanford.nlp.pipeline.StanfordCoreNLP",
                        *PIPELINE[what], "-threads", "1", "-filelist", listing, "-outputFormat", "json",
                        "-outputDirectory", work], check=True, stdout=sys.stderr)
        for record, name in zip(records, names):
            with open(name + ".json", encoding="utf-8") as file:
                document = json.load(file)
            convert = entities if what == "entities" else quotes
            print(json.dumps({"id": record["id"], **convert(document, CodePoints(record["text"]))}))


main()
