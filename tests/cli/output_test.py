"""Where reports go: files, pipes that close, full disks, terminals; and what bounds memory."""
import csv
import io
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import unittest

from support import ARTICLE, NEWSCUT, SAMPLES, SANITIZED, CommandTest, ndjson, reports, run

ESCAPE = "\033"


def on_terminal(*arguments, stdin="", env=None, columns=80):
    """What a terminal gets to see, standard error included."""
    command = " ".join(f"'{a}'" for a in [NEWSCUT, *map(str, arguments)])
    environment = {**os.environ, "TERM": "xterm", **(env or {})}
    if "NO_COLOR" not in (env or {}):
        environment.pop("NO_COLOR", None)
    done = subprocess.run(["script", "-qec", f"stty cols {columns}; {command}", "/dev/null"], capture_output=True,
                          input=stdin.encode(), env=environment, timeout=60)
    return done.stdout.decode()


class Files(CommandTest):
    def test_output_to_a_file(self):
        out = self.folder / "out.ndjson"
        done = run("--ndjson", "-o", out, stdin=ARTICLE)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertEqual(out.read_bytes(), run("--ndjson", stdin=ARTICLE).stdout)
        self.assertEqual(os.listdir(self.folder), ["out.ndjson"])

    def test_a_file_is_replaced_with_its_permissions(self):
        out = self.file("out", "old")
        out.chmod(0o640)
        link = self.folder / "link"
        link.symlink_to(out)
        self.assertEqual(run("--ndjson", "-o", link, stdin=ARTICLE).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertIn(b"schema_version", out.read_bytes())
        self.assertEqual(out.stat().st_mode & 0o777, 0o640)

    def test_a_file_that_is_read_can_be_replaced(self):
        path = self.file("a.txt")
        self.assertEqual(run("--ndjson", path, "-o", path).returncode, 0)
        self.assertIn(b"schema_version", path.read_bytes())

    def test_a_failure_leaves_the_file_as_it_was(self):
        out = self.file("out", "old")
        self.assertEqual(run("--files-from", self.folder / "none", "-o", out).returncode, 2)
        self.assertEqual(out.read_text(), "old")
        self.assertEqual(os.listdir(self.folder), ["out"])

    def test_a_place_that_cannot_be_written(self):
        self.assert_fails(run("-o", self.folder / "none/out", stdin=ARTICLE), 2,
                          f"newscut: {self.folder}/none/out: No such file or directory")
        self.assertEqual(run("-o", self.folder, stdin=ARTICLE).returncode, 2)

    def test_an_interruption_leaves_nothing(self):
        out = self.folder / "out"
        with subprocess.Popen([NEWSCUT, "--input", "ndjson", "--ndjson", "-o", out], stdin=subprocess.PIPE) as process:
            process.stdin.write(ndjson({"text": "x"}).encode())
            process.stdin.flush()
            while not os.listdir(self.folder):
                pass
            process.terminate()
        self.assertEqual(process.returncode, -15)
        self.assertEqual(os.listdir(self.folder), [])


class Failures(CommandTest):
    def test_a_full_disk(self):
        lines = ndjson(*[{"text": ARTICLE}] * 100)
        for arguments, stdin in [(["--ndjson"], ARTICLE), (["--help"], ""), (["--schema"], ""), (["-j2"], ARTICLE),
                                 (["--input", "ndjson", "--ndjson"], lines),
                                 (["--input", "ndjson", "--ndjson", "-j2"], lines)]:
            with self.subTest(arguments), open("/dev/full", "w") as full:
                done = subprocess.run([NEWSCUT, *arguments], input=stdin.encode(), stdout=full, stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stderr, b"newscut: standard output: No space left on device\n")
        self.assert_fails(run("-o", "/dev/full", stdin=ARTICLE), 2, "newscut: /dev/full: No space left on device")

    def test_a_closed_pipe_ends_it_quietly(self):
        lines = ndjson(*[{"text": ARTICLE}] * 2000)
        path = self.file("a.ndjson", lines)
        for jobs in ["-j1", "-j2"]:
            with subprocess.Popen([NEWSCUT, "--input", "ndjson", "--ndjson", jobs, path], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as process:
                process.stdout.readline()
                process.stdout.close()
                self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.returncode, -13)

    def test_messages_that_cannot_be_written(self):
        path = self.file("a.txt")
        with open("/dev/full", "w") as full:
            for arguments, status in [([path, "none"], 1), (["--bogus"], 2), (["--progress", path], 0)]:
                done = subprocess.run([NEWSCUT, *arguments], stdout=subprocess.PIPE, stderr=full)
                self.assertEqual(done.returncode, status)

    def test_closed_streams(self):
        path = self.file("a.txt")
        out = self.folder / "out"
        shell = ["bash", "-c"]
        done = subprocess.run(shell + [f"'{NEWSCUT}' --ndjson '{path}' >&-"], capture_output=True)
        self.assertEqual(done.returncode, 2)
        done = subprocess.run(shell + [f"'{NEWSCUT}' --ndjson '{path}' none -o '{out}' 2>&-"], capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(out.read_text().splitlines()), 1)


class Terminal(CommandTest):
    def setUp(self):
        super().setUp()
        if not shutil.which("script"):
            self.skipTest("script(1) is missing")

    def test_colours(self):
        path = self.file("a.txt")
        self.assertIn(ESCAPE, on_terminal(path))
        self.assertNotIn(ESCAPE, on_terminal(path, env={"NO_COLOR": "1"}))
        self.assertNotIn(ESCAPE, on_terminal(path, env={"TERM": "dumb"}))
        self.assertNotIn(ESCAPE, on_terminal("--color", "never", path))
        self.assertNotIn(ESCAPE, on_terminal("--json", path))
        self.assertNotIn(ESCAPE, run(path).stdout.decode())
        self.assertIn(ESCAPE, run("--color", "always", path).stdout.decode())

    def test_a_hint_where_nobody_writes(self):
        seen = on_terminal("--ndjson", stdin=ARTICLE + "\n\004")
        self.assertIn("newscut: reading standard input; Ctrl-D ends it", seen)
        self.assertNotIn("reading standard input", run("--ndjson", stdin=ARTICLE).stderr.decode())

    def test_width(self):
        path = self.file("a.txt", ARTICLE + "It said that " + "many words follow each other here " * 8 + ".\n")
        for columns in [40, 80]:
            for line in on_terminal("--color", "never", path, columns=columns).splitlines():
                self.assertLessEqual(len(line), columns, line)
        widest = max(map(len, run(path, env={"COLUMNS": "60"}).stdout.decode().splitlines()))
        self.assertTrue(40 < widest <= 60, widest)


class Text(CommandTest):
    def test_control_characters_never_come_through(self):
        hostile = ("Bad \033]0;title\007 news\n\n" + ARTICLE.replace("Ann Lee", "Ann \033[31mLee")
                   .replace("Norland", "Nor\x9bland").replace("20%", "20%\u202e").replace("mill", "mi\x7fl\x00l"))
        path = self.file("a\033[31m.txt", hostile)
        done = run(path, self.folder / "none\033[2J")
        for character in (done.stdout + done.stderr).decode():
            self.assertTrue(character == "\n" or character.isprintable() or character in "\u200b\xa0",
                            repr(character))

    def test_long_words_are_broken(self):
        for text in ["It said 5% of " + "x" * 3000 + " was " + "利" * 500 + ".\n", "利润增长" * 200, "“" * 3000]:
            lines = run(stdin=text, env={"COLUMNS": "40"}).stdout.decode().splitlines()
            width = lambda line: sum(2 if c in "利润增长" else 1 for c in line)
            self.assertLessEqual(max(map(width, lines)), 40)
            self.assertLess(len(lines), 60)

    def test_several_articles_have_headings(self):
        a, b = self.file("a.txt"), self.file("b.txt")
        text = run(a, b).stdout.decode()
        self.assertEqual(re.findall("^== (.*) ==$", text, re.M), [str(a), str(b)])
        self.assertNotIn("==", run(a).stdout.decode())

    def test_statements_stand_under_who_made_them(self):
        text = run(stdin="The mill closed.\n\nTwo officials of the ministry said that the mill was too old to be saved. "
                         "“It is a pity,” Ann Lee said.\n").stdout.decode()
        self.assertIn("\n  Two officials of the ministry\n    the mill was too old to be saved\n"
                      "  Ann Lee\n    “It is a pity,”\n", text)

    def test_samples_fit_two_screens(self):
        for sample in SAMPLES:
            lines = run(sample).stdout.decode().splitlines()
            self.assertLess(len(lines), 100, sample)
            self.assertLessEqual(max(map(len, lines)), 80)


class Csv(CommandTest):
    def table(self, *arguments, stdin=ARTICLE):
        done = run("--format", "csv", *arguments, stdin=stdin)
        self.assertEqual(done.returncode, 0)
        text = done.stdout.decode()
        self.assertEqual(text.replace("\r\n", "").count("\r"), 0)
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True)), done.stderr.decode()

    def test_rows_are_the_findings(self):
        for sample in SAMPLES:
            report = reports(sample)[0]
            kinds = {"quotes": "quotes", "percentages": "percentages", "entities": "entities", "summary": "summary"}
            for kind, member in kinds.items():
                rows, _ = self.table("--only", kind, sample)
                self.assertEqual(len(rows), len(report[member]), f"{sample} {kind}")
                for row, finding in zip(rows, report[member]):
                    self.assertEqual(row["file"], str(sample))
                    first = {"quotes": lambda f: f["content"][0], "entities": lambda f: f["mentions"][0]}.get(
                        kind, lambda f: f)(finding)
                    self.assertEqual(int(row["start"]), first["start"])
                    self.assertNotIn(None, row)
            rows, _ = self.table(sample)
            self.assertEqual(len(rows), sum(len(report[m]) for m in kinds.values()))

    def test_percentages(self):
        for sample in SAMPLES:
            rows, _ = self.table("--only", "percentages", sample)
            report = reports(sample)[0]
            speakers = {q["id"]: q["speaker"] and q["speaker"]["name"] for q in report["quotes"]}
            for row, p in zip(rows, report["percentages"]):
                self.assertEqual((float(row["low"]), float(row["high"])), (p["low"], p["high"]))
                self.assertEqual([row[k] or None for k in ("unit", "modifier", "direction", "change")],
                                 [p[k] for k in ("unit", "modifier", "direction", "change")])
                self.assertEqual(row["of"], p["of"]["text"] if p["of"] else "")
                self.assertEqual(row["speaker"] or None, speakers.get(p["quote"]))

    def test_a_file_name_is_no_formula(self):
        self.file("=1+1,\"x\".txt")
        done = run("--format", "csv", "--only", "summary", '=1+1,"x".txt', cwd=self.folder)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual({row["file"] for row in rows}, {"'=1+1,\"x\".txt"})
        self.assertIn(f"newscut: {len(rows)} cells that begin like a formula", done.stderr.decode())

    def test_what_is_repeated_is_cut(self):
        rows, _ = self.table("--only", "percentages", stdin="Prices rose by " + "5% “é” and " * 1000 + "6%.\n")
        self.assertGreater(len(rows), 900)
        self.assertTrue(all(len(row["sentence"].encode()) <= 1003 for row in rows))

    def test_an_empty_table_has_its_header(self):
        done = run("--format", "csv", "--only", "quotes", stdin="")
        self.assertEqual(done.stdout, b"file,speaker,role,type,text,cue,source,sentence,confidence,start,end\r\n")


class Selections(CommandTest):
    def test_only(self):
        members = {"entities", "quotes", "percentages", "summary"}
        everything = reports(stdin=ARTICLE)[0]
        self.assertLessEqual(members, set(everything))
        for member in members:
            report = reports("--only", member, stdin=ARTICLE)[0]
            self.assertEqual(members & set(report), {member})
        self.assertEqual(reports("--only", "summary,entities,percentages,quotes", stdin=ARTICLE)[0], everything)

    def test_with(self):
        parts = {"tokens", "sentences", "paragraphs"}
        self.assertEqual(parts & set(reports(stdin=ARTICLE)[0]), set())
        for part in parts:
            self.assertEqual(parts & set(reports("--with", part, stdin=ARTICLE)[0]), {part})

    def test_sentences(self):
        for count in [0, 1, 2]:
            self.assertEqual(len(reports("--sentences", count, stdin=ARTICLE)[0]["summary"]), count)

    def test_confidence(self):
        for sample in SAMPLES:
            everything = reports(sample)[0]["quotes"]
            sure = reports("--min-confidence", "0.9", sample)[0]["quotes"]
            content = lambda quotes, least: [q["content"] for q in quotes if q["confidence"] >= least]
            # What is written is rounded.
            self.assertLessEqual(len(content(everything, 0.91)), len(sure))
            self.assertLessEqual(len(sure), len(content(everything, 0.9)))


class Progress(CommandTest):
    def test_the_last_count(self):
        lines = ndjson(*[{"text": ARTICLE}] * 5)
        done = run("--input", "ndjson", "--ndjson", "--progress", stdin=lines)
        self.assertEqual(len(done.stdout.splitlines()), 5)
        self.assertRegex(done.stderr.decode(), r"\Anewscut: 5 documents, 0\.0 MB, [0-9.]+ MB/s\n\Z")


@unittest.skipIf(SANITIZED, "the sanitizers need memory of their own")
class Memory(CommandTest):
    MIB = 1 << 20

    def peak(self, lines, *arguments):
        path = self.file("a.ndjson", lines)
        code = ("import resource,subprocess,sys;"
                "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run(["python3", "-c", code, NEWSCUT, "--input", "ndjson", "--ndjson", *arguments, path],
                              capture_output=True, check=True)
        return int(done.stdout) * 1024

    def test_a_stream_needs_no_more_than_its_articles(self):
        texts = [sample.read_text() for sample in SAMPLES] or [ARTICLE]
        records = [{"id": i, "text": text + f"\nMr. Name{i} Other{i * 7} spoke.\n"}
                   for i, text in enumerate(texts * (3000 // len(texts)))]
        short = self.peak(ndjson(*records[:300]))
        long = self.peak(ndjson(*records))
        self.assertLess(long, 48 * self.MIB)
        self.assertLess(long - short, 12 * self.MIB)

    def test_a_long_article_is_forgotten(self):
        long = {"text": ARTICLE * 2000}
        self.assertLess(self.peak(ndjson(*[long] * 20), "-j1"), self.peak(ndjson(long), "-j1") * 2)


if __name__ == "__main__":
    unittest.main()
