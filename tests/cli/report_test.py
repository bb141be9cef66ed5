"""What is true of every report: it follows its schema, its slices are its texts, and neither the road nor the
company in which an article comes changes what is found in it."""
import json
import subprocess
import unittest

import jsonschema

from support import ARTICLE, NEWSCUT, SAMPLES, CommandTest, ndjson, reports, run

EVERYTHING = ["--with", "tokens,sentences,paragraphs"]
ODD = {
    "empty": b"",
    "blank": b" \n\n\t\r\n",
    "nul": b"A\0b said \0\0 20%.\n" * 3,
    "invalid": b"\xff\xfe\xfd \x80\xe2\x82 \xf0\x9f\x98 \xed\xa0\x80 \xc0\xaf 5% \xf5\x90\x80\x80",
    "bom": b"\xef\xbb\xbf" + ARTICLE.encode(),
    "bom only": b"\xef\xbb\xbf",
    "utf-16le": ("\ufeff" + ARTICLE + "\U0001f600 “Yes,” she said.").encode("utf-16-le"),
    "utf-16be": ("\ufeff" + ARTICLE).encode("utf-16-be"),
    "odd utf-16": b"\xff\xfeA\0b\0\xd8\x00c",
    "scripts": "Прибыль выросла на 20%, 利润增长 20％。 “नमस्ते,” said José Ñandú. 😀😀 5%\n".encode(),
    "quotes": ("“" * 500 + "”" * 500 + '"' * 501).encode(),
    "percent": b"% %% 5% -5% +5 % 5-6% 1e999% " * 20,
    "huge number": b"Prices rose by " + b"9" * 5000 + b"% and " + b"1" * 400 + b".5 percent.\n",
    "control": bytes(range(32)) * 4 + b"\x7f said 5%",
    "line separators": "One.\u2028Two.\u2029Three.\x85Four. \u202eFive.".encode(),
}


def spans(value, path=""):
    """Every object with start, end and text."""
    if isinstance(value, dict):
        if {"start", "end"} <= set(value):
            yield path, value
        for key, member in value.items():
            yield from spans(member, f"{path}.{key}")
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from spans(member, f"{path}[{i}]")


def decoded(content):
    if content[:2] == b"\xff\xfe":
        return content.decode("utf-16-le", "replace")
    if content[:2] == b"\xfe\xff":
        return content.decode("utf-16-be", "replace")
    return content.decode("utf-8", "replace")


class Reports(CommandTest):
    def inputs(self):
        for sample in SAMPLES:
            yield sample.name, sample.read_bytes()
        yield "article", ARTICLE.encode()
        yield from ODD.items()

    def test_the_schema(self):
        schema = json.loads(run("--schema").stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for name, content in self.inputs():
            for arguments in [EVERYTHING, ["--only", "quotes"], ["--only", "percentages"], ["--offsets", "utf16"]]:
                with self.subTest(f"{name} {arguments}"):
                    validator.validate(reports(*arguments, stdin=content)[0])
        records = ndjson({"id": 1, "text": ARTICLE}, {}, {"text": 5, "id": "x"}) + "{\n"
        for report in reports("--input", "ndjson", "--on-error", "record", "--keep", "id", stdin=records, status=1):
            validator.validate(report)

    def test_the_schema_refuses_what_is_no_report(self):
        validator = jsonschema.Draft202012Validator(json.loads(run("--schema").stdout))
        report = reports(*EVERYTHING, stdin=SAMPLES[0].read_bytes())[0]
        for change in [{"id": None}, {"offset_unit": "words"}, {"entities": None}, {"title": {"start": 0}},
                       {"quotes": [{}]}, {"percentages": [{}]}, {"published": "2026-01-08"}]:
            self.assertFalse(validator.is_valid({**report, **change}), change)
        self.assertFalse(validator.is_valid({"id": 1, "error": {"code": "other", "message": ""}}))

    def test_the_schema_describes_every_member(self):
        schema = json.loads(run("--schema").stdout)
        for sample in SAMPLES:
            report = reports(*EVERYTHING, stdin=sample.read_bytes())[0]
            self.assertLessEqual(set(report), set(schema["$defs"]["report"]["properties"]))
            for kind, name in [("entities", "entity"), ("quotes", "quotation"), ("percentages", "percentage")]:
                for finding in report[kind]:
                    self.assertLessEqual(set(finding), set(schema["$defs"][name]["properties"]))

    def test_slices_equal_their_text_in_every_unit(self):
        for name, content in self.inputs():
            text = decoded(content)
            utf16 = text.encode("utf-16-le", "surrogatepass")
            slices = {
                "codepoint": lambda a, b: text[a:b],
                "utf16": lambda a, b: utf16[2 * a:2 * b].decode("utf-16-le"),
                "bytes": lambda a, b: decoded(content[:2] * (content[:2] in (b"\xff\xfe", b"\xfe\xff")) + content[a:b])
                if a < b else "",
            }
            for unit, of in slices.items():
                with self.subTest(f"{name} {unit}"):
                    report = reports("--offsets", unit, *EVERYTHING, stdin=content)[0]
                    self.assertEqual(report["offset_unit"], unit)
                    for path, span in spans(report):
                        self.assertLessEqual(span["start"], span["end"])
                        if "text" in span:
                            self.assertEqual(of(span["start"], span["end"]).lstrip("\ufeff"), span["text"], path)

    def test_references_point_at_something(self):
        for name, content in self.inputs():
            report = reports(stdin=content)[0]
            entities = {e["id"]: e["name"] for e in report["entities"]}
            quotes = {q["id"] for q in report["quotes"]}
            for quote in report["quotes"]:
                if quote["speaker"] and quote["speaker"]["entity"]:
                    self.assertIn(quote["speaker"]["entity"], entities, name)
            for percentage in report["percentages"]:
                self.assertIn(percentage["quote"], quotes | {None}, name)

    def test_indented_json_says_the_same(self):
        for name, content in self.inputs():
            with self.subTest(name):
                self.assertEqual(json.loads(run("--json", stdin=content).stdout), reports(stdin=content)[0])


class Identities(CommandTest):
    def test_a_file_and_a_pipe(self):
        for sample in SAMPLES:
            piped = reports(*EVERYTHING, stdin=sample.read_bytes())[0]
            self.assertEqual({**reports(*EVERYTHING, sample)[0], "id": "-"}, piped)
            with subprocess.Popen(["cat", sample], stdout=subprocess.PIPE) as cat:
                done = subprocess.run([NEWSCUT, "--ndjson", *EVERYTHING], stdin=cat.stdout, capture_output=True)
            self.assertEqual(json.loads(done.stdout), piped)

    def test_alone_and_in_a_batch(self):
        alone = [reports(*EVERYTHING, sample)[0] for sample in SAMPLES]
        self.assertEqual(reports(*EVERYTHING, *SAMPLES), alone)
        self.assertEqual(reports(*EVERYTHING, *reversed(SAMPLES)), alone[::-1])
        records = ndjson(*({"id": str(s), "text": s.read_text()} for s in SAMPLES))
        self.assertEqual(reports(*EVERYTHING, "--input", "ndjson", stdin=records), alone)

    def test_any_number_of_jobs(self):
        texts = [s.read_text() for s in SAMPLES] + [ARTICLE, "", "x"]
        lines = ndjson(*({"id": i, "text": texts[i % len(texts)]} for i in range(500))).splitlines(keepends=True)
        lines[77] = "{\n"
        for form in [["--ndjson", "--on-error", "record"], ["--json"], ["--format", "csv"], []]:
            outputs = [run("--input", "ndjson", *form, jobs, stdin="".join(lines)) for jobs in ["-j1", "-j2", "-j7", "-j0"]]
            for other in outputs[1:]:
                self.assertEqual((other.stdout, other.stderr, other.returncode),
                                 (outputs[0].stdout, outputs[0].stderr, 1))

    def test_the_same_again(self):
        for sample in SAMPLES:
            self.assertEqual(run("--ndjson", sample).stdout, run("--ndjson", sample).stdout)

    def test_line_ends_do_not_matter(self):
        def findings(report):
            text = lambda span: span and " ".join(span["text"].split())
            return {
                "title": text(report["title"]), "published": text(report["published"]),
                "summary": [text(s) for s in report["summary"]],
                "entities": [(e["type"], e["name"], e["roles"], len(e["mentions"])) for e in report["entities"]],
                "quotes": [(q["type"], [text(c) for c in q["content"]], text(q["cue"]), q["speaker"] and q["speaker"]["name"])
                           for q in report["quotes"]],
                "percentages": [(text(p), p["low"], p["high"], text(p["of"])) for p in report["percentages"]],
            }

        for sample in SAMPLES:
            unix = sample.read_bytes().replace(b"\r\n", b"\n")
            dos = unix.replace(b"\n", b"\r\n")
            self.assertEqual(findings(reports(stdin=dos)[0]), findings(reports(stdin=unix)[0]), sample)
            self.assertEqual(findings(reports(stdin=b"\xef\xbb\xbf" + unix)[0]), findings(reports(stdin=unix)[0]))
            utf16 = ("\ufeff" + unix.decode()).encode("utf-16-le")
            self.assertEqual(findings(reports(stdin=utf16)[0]), findings(reports(stdin=unix)[0]))


if __name__ == "__main__":
    unittest.main()
