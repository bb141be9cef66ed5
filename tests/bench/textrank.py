#!/usr/bin/env python3
"""Key sentences by TextRank, to compare with: textrank.py GOLD.jsonl < REPORTS.ndjson > SYSTEM.ndjson

GOLD has the texts: {"id", "text"} a line. Reads their reports made with --with sentences, whose sentences (the title's left out) it ranks; writes {"id", "summary"} with
the three best in order of the text. Similarity and ranking as in Mihalcea and Tarau, "TextRank: Bringing Order into
Texts" (2004): words shared, over the logarithms of both lengths; damping 0.85. Quadratic in the sentences.
"""
import json
import math
import re
import sys

DAMPING = 0.85
ROUNDS = 50
STOP_WORDS = set(
    "a about after all also an and any are as at be been but by can could do for from had has have he her his how i if in into is"
    " it its more no not of on one or other our out said she so some than that the their them then there they this to up was we"
    " were what when which who will with would you".split()
)


def words(text):
    return {w for w in re.findall(r"[^\W_]+", text.lower()) if w not in STOP_WORDS}


def similarity(a, b):
    if len(a) < 2 or len(b) < 2:
        return 0.0
    return len(a & b) / (math.log(len(a)) + math.log(len(b)))


def rank(sentences):
    links = [[similarity(a, b) if i != j else 0.0 for j, b in enumerate(sentences)] for i, a in enumerate(sentences)]
    out = [sum(row) for row in links]
    score = [1.0] * len(sentences)
    for _ in range(ROUNDS):
        score = [
            1 - DAMPING + DAMPING * sum(links[j][i] / out[j] * score[j] for j in range(len(score)) if out[j])
            for i in range(len(score))
        ]
    return score


def summary(report, text):
    title = report["title"]
    body = [s for s in report["sentences"] if not title or not (title["start"] <= s["start"] < title["end"])]
    score = rank([words(text[s["start"] : s["end"]]) for s in body])
    best = sorted(range(len(body)), key=lambda i: -score[i])[:3]
    return [body[i] for i in sorted(best)]


def main():
    texts = {}
    if len(sys.argv) != 2:
        sys.exit("usage: textrank.py GOLD.jsonl < REPORTS.ndjson")
    with open(sys.argv[1], encoding="utf-8") as handle:
        for line in handle:
            record = json.loads(line)
            texts[record["id"]] = record["text"]
    for line in sys.stdin:
        report = json.loads(line)
        print(json.dumps({"id": report["id"], "summary": summary(report, texts[report["id"]])}))


if __name__ == "__main__":
    main()
