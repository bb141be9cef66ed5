"""Files, directories, lists, standard input, and records: what is read, under which name, in which order."""
import json
import os
import subprocess
import time
import unittest

from support import ARTICLE, NEWSCUT, SANITIZED, CommandTest, ndjson, reports, run

MIB = 1 << 20


def ids(*arguments, **others):
    return [report["id"] for report in reports(*arguments, **others)]


class Files(CommandTest):
    def test_names(self):
        a, b = self.file("a.txt"), self.file("b c.txt")
        self.assertEqual(ids(a, b), [str(a), str(b)])
        self.assertEqual(ids(stdin=ARTICLE), ["-"])
        self.assertEqual(ids(a, "-", b, stdin=ARTICLE), [str(a), "-", str(b)])

    def test_a_name_that_is_not_utf8(self):
        path = os.fsencode(self.folder) + b"/\xff.txt"
        with open(path, "w") as file:
            file.write(ARTICLE)
        done = subprocess.run([NEWSCUT, "--ndjson", path], capture_output=True, check=True)
        self.assertTrue(json.loads(done.stdout)["id"].endswith("/\N{REPLACEMENT CHARACTER}.txt"))

    def test_html_has_a_report_and_a_message(self):
        page = "\ufeff\n<!DOCTYPE HTML>\n<html><p>The mill closed, Ann Lee said.</p></html>"
        path = self.file("page.html", page)
        done = run("--ndjson", path)
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 1))
        self.assertEqual(done.stderr.decode(), f"newscut: {path}: looks like HTML; make it text first, "
                                               "for instance with w3m -dump\n")
        done = run("--input", "ndjson", "--ndjson", stdin=ndjson({"text": "x"}, {"text": page}))
        self.assertTrue(done.stderr.startswith(b"newscut: -:2: looks like HTML"))
        self.assertEqual(run("--ndjson", stdin="The <html> tag is 30 years old.").stderr, b"")

    def test_a_file_that_cannot_be_read_costs_no_other_its_report(self):
        a, b = self.file("a.txt"), self.file("b.txt")
        done = run("--ndjson", a, self.folder / "none.txt", self.folder, b)
        self.assert_fails(done, 1, f"newscut: {self.folder}/none.txt: No such file or directory\n",
                          f"newscut: {self.folder}: is a directory")
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], [str(a), str(b)])

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_a_file_without_permission(self):
        path = self.file("a.txt")
        path.chmod(0)
        self.assert_fails(run(path), 1, f"newscut: {path}: Permission denied")

    def test_on_error(self):
        a, b = self.file("a.txt"), self.file("b.txt")
        none = self.folder / "none.txt"
        for jobs in ["-j1", "-j2"]:
            self.assertEqual(ids(jobs, a, none, b, status=1), [str(a), str(b)])
            self.assertEqual(ids(jobs, "--on-error", "skip", a, none, b, status=1), [str(a), str(b)])
            self.assertEqual(ids(jobs, "--on-error", "stop", a, none, b, status=1), [str(a)])
            recorded = reports(jobs, "--on-error", "record", a, none, b, status=1)
            self.assertEqual([r["id"] for r in recorded], [str(a), str(none), str(b)])
            self.assertEqual(recorded[1]["error"],
                             {"code": "cannot_read", "message": "No such file or directory"})

    def test_standard_input_is_read_once(self):
        done = run("--ndjson", "-", "-", stdin=ARTICLE)
        self.assert_fails(done, 1, "newscut: -: standard input was read before")
        self.assertEqual(len(done.stdout.splitlines()), 1)

    def test_an_article_that_is_too_long_is_not_read_to_its_end(self):
        for arguments in [["/dev/zero"], ["/dev/zero", self.file("a.txt")]]:
            done = run("--ndjson", *arguments)
            self.assert_fails(done, 1, "newscut: /dev/zero: longer than 64 MiB")
            self.assertEqual(len(done.stdout.splitlines()), len(arguments) - 1)

    def test_nothing_to_read(self):
        self.assertEqual(reports(stdin=b"")[0]["counts"], {"bytes": 0, "words": 0, "sentences": 0, "paragraphs": 0})
        self.assertEqual(run(stdin=b"").returncode, 0)
        self.assertEqual(run("--input", "ndjson", "--ndjson", stdin=b"").stdout, b"")


class Directories(CommandTest):
    def test_order_and_choice(self):
        for name in ["b/z.txt", "b/a.TXT", "a.txt", "c.md", "d", ".hidden.txt", ".git/x.txt", "e.png", "b/r.json"]:
            self.file("in/" + name)
        (self.folder / "in/loop").symlink_to(self.folder / "in")
        (self.folder / "in/link.txt").symlink_to(self.folder / "in/a.txt")
        top = self.folder / "in"
        self.assertEqual(ids("-r", top), [f"{top}/{n}" for n in
                                          ["a.txt", "b/a.TXT", "b/z.txt", "c.md", "d", "link.txt"]])

    def test_records_in_directories(self):
        self.file("in/a.ndjson", ndjson({"id": "a", "text": "x"}))
        self.file("in/b.jsonl", ndjson({"id": "b", "text": "x"}))
        self.file("in/c.txt")
        self.assertEqual(ids("--input", "ndjson", "-r", self.folder / "in"), ["a", "b"])

    def test_a_file_may_be_named_too(self):
        path = self.file("in/x.html")
        self.assertEqual(ids("-r", path), [str(path)])

    def test_a_deep_directory(self):
        path = self.file("in/" + "d/" * 300 + "a.txt")
        self.assertEqual(ids("-r", self.folder / "in"), [str(path)])


class Lists(CommandTest):
    def test_lines(self):
        a, b = self.file("a.txt"), self.file("b.txt")
        names = self.file("list", f"{a}\n\n{b}")
        self.assertEqual(ids("--files-from", names), [str(a), str(b)])
        self.assertEqual(ids("--files-from", "-", stdin=f"{a}\n"), [str(a)])
        self.assertEqual(ids("--files-from", names, b), [str(b), str(a), str(b)])
        self.assertEqual(ids("--files-from", self.file("empty", "")), [])

    def test_nul(self):
        a, b = self.file("a\nb.txt"), self.file("b.txt")
        self.assertEqual(ids("--files-from", "-", "-0", stdin=f"{a}\0{b}\0"), [str(a), str(b)])

    def test_failures(self):
        self.assert_fails(run("--files-from", self.folder / "none"), 2, "none: No such file or directory")
        a = self.file("a.txt")
        done = run("--ndjson", "--files-from", "-", stdin=f"{'x' * 5000}\n{a}\n")
        self.assert_fails(done, 1, "newscut: -: a name that is too long")
        self.assertEqual(len(done.stdout.splitlines()), 1)


class Records(CommandTest):
    def read(self, lines, *arguments, status=0):
        return reports("--input", "ndjson", "--on-error", "record", *arguments, stdin=lines, status=status)

    def test_ids(self):
        lines = ndjson({"id": "a", "text": "x"}, {"text": "x", "id": 17}, {"text": "x"}, {"id": None, "text": "x"},
                       {"id": 12345678901234567890123, "text": "x"}, {"id": "“\n\"", "text": "x"})
        self.assertEqual([r["id"] for r in self.read(lines)], ["a", 17, 3, 4, 12345678901234567890123, "“\n\""])

    def test_keys(self):
        lines = ndjson({"key": 5, "body": ARTICLE, "text": 1, "id": []})
        report = self.read(lines, "--text-key", "body", "--id-key", "key")[0]
        self.assertEqual(report["id"], 5)
        self.assertEqual(report["counts"]["bytes"], len(ARTICLE.encode()))

    def test_kept_values_come_as_they_were(self):
        line = '{"a": [1, {"b":2.50 }] ,"text":"x","c":"\\u00e9\\/", "e" : -0.0,"n":null,"o":{} }\n'
        done = run("--ndjson", "--input", "ndjson", "--keep", "a,c,e,n,o,text,none", stdin=line)
        self.assertTrue(done.stdout.decode().endswith(
            ',"input":{"a":[1, {"b":2.50 }],"text":"x","c":"\\u00e9\\/","e":-0.0,"n":null,"o":{}}}\n'), done.stdout)
        done = run("--json", "--input", "ndjson", "--keep", "a", "--keep", "c", stdin=line)
        self.assertEqual(json.loads(done.stdout)["input"], {"a": [1, {"b": 2.5}], "c": "é/"})

    def test_one_line_in_one_line_out(self):
        good = ndjson({"id": "good", "text": ARTICLE}).encode()
        for code, line in [
            ("bad_json", b"{"), ("bad_json", b""), ("bad_json", b"  \r"), ("bad_json", b'{"text":"x"} y'),
            ("bad_json", b'{"text":"x"}\0'), ("bad_json", b'{"text":"\\q"}'), ("bad_json", b'{"text":"\\ud800"}'),
            ("bad_json", b'{"text":"\\udc00"}'), ("bad_json", b'{"text":"x\ty"}'), ("bad_json", b"{'text':'x'}"),
            ("not_utf8", b'{"text":"\xff"}'), ("not_utf8", b'{"text":"\xed\xa0\x80"}'), ("not_utf8", b"\xff\xfe{\0"),
            ("missing_key", b"{}"), ("missing_key", b'{"Text":"x"}'), ("missing_key", b'{"a":{"text":"x"}}'),
            ("wrong_type", b'{"text":5}'), ("wrong_type", b'{"text":null}'), ("wrong_type", b'{"text":{"a":1}}'),
            ("wrong_type", b'{"text":["x"]}'), ("wrong_type", b'{"id":true,"text":"x"}'), ("wrong_type", b"[]"),
            ("wrong_type", b'{"id":[],"text":"x"}'), ("wrong_type", b'"text"'), ("wrong_type", b"5"),
            ("duplicate_key", b'{"text":"x","text":"x"}'), ("duplicate_key", b'{"id":1,"text":"x","id":1}'),
            ("duplicate_key", b'{"a":1,"text":"x","a":1}'),
            ("too_deep", b'{"a":' + b"[" * 1000000), ("too_deep", b"[" * 600), ("too_deep", b'{"a":' * 600),
        ]:
            for jobs in ["-j1", "-j2"]:
                with self.subTest(f"{line[:40]!r} {jobs}"):
                    out = self.read(good + line + b"\n" + good, jobs, "--keep", "a", status=1)
                    self.assertEqual(len(out), 3)
                    self.assertEqual(out[1]["error"]["code"], code)
                    self.assertEqual([out[0]["id"], out[2]["id"]], ["good", "good"])

    def test_messages_name_the_line(self):
        path = self.file("a.ndjson", '{"text":"x"}\nnonsense\n')
        self.assert_fails(run("--input", "ndjson", path), 1, f"newscut: {path}:2: ")

    def test_the_id_of_a_bad_record(self):
        out = self.read('{"id":"a","text":5}\n{"text":5,"id":"b"}\n', status=1)
        self.assertEqual([r["id"] for r in out], ["a", "b"])

    def test_line_ends(self):
        records = [{"id": i, "text": ARTICLE} for i in range(3)]
        lines = ndjson(*records)
        for variant in [lines, lines.replace("\n", "\r\n"), lines.rstrip("\n"), "\ufeff" + lines]:
            self.assertEqual([r["id"] for r in self.read(variant)], [0, 1, 2])
            self.assertEqual(len({json.dumps({**r, "id": 0}) for r in self.read(variant)}), 1)

    def test_deep_values_are_passed_over(self):
        line = '{"a":' + "[" * 500 + "]" * 500 + ',"text":"x"}\n'
        self.assertEqual(len(self.read(line)), 1)

    def test_a_huge_line(self):
        lines = '{"id":"big","text":"' + "x" * (65 * MIB) + '"}\n' + ndjson({"id": "next", "text": "x"})
        out = self.read(lines, status=1)
        self.assertEqual(out[0], {"id": "big", "error": {"code": "too_long", "message": "longer than 64 MiB"}})
        self.assertEqual(out[1]["id"], "next")

    @unittest.skipIf(SANITIZED, "slow")
    def test_an_endless_line(self):
        head = subprocess.Popen(["sh", "-c", "head -c 600000000 /dev/zero | tr '\\0' x; printf '\\n{\"text\":\"x\"}'"],
                                stdout=subprocess.PIPE)
        done = subprocess.run([NEWSCUT, "--input", "ndjson", "--ndjson", "--on-error", "record"], stdin=head.stdout,
                              capture_output=True, timeout=300)
        head.stdout.close()
        head.wait()
        out = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(out[0]["error"]["code"], "too_long")
        self.assertEqual(out[1]["id"], 2)


class Streams(CommandTest):
    def test_a_report_comes_out_while_the_next_record_is_awaited(self):
        for jobs in ["-j1", "-j2"]:
            with subprocess.Popen([NEWSCUT, "--input", "ndjson", "--ndjson", jobs], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) as process:
                for i in range(3):
                    process.stdin.write(ndjson({"id": i, "text": ARTICLE}).encode())
                    process.stdin.flush()
                    self.assertEqual(json.loads(process.stdout.readline())["id"], i)
                process.stdin.close()
                self.assertEqual(process.stdout.read(), b"")

    def test_a_list_of_files_too(self):
        path = self.file("a.txt")
        with subprocess.Popen([NEWSCUT, "--ndjson", "--files-from", "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            process.stdin.write(f"{path}\n".encode())
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["id"], str(path))
            process.stdin.close()

    def test_a_record_that_comes_in_pieces(self):
        line = ndjson({"id": 1, "text": ARTICLE}).encode()
        with subprocess.Popen([NEWSCUT, "--input", "ndjson", "--ndjson"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            for piece in [line[:5], line[5:60], line[60:] + line[:3], line[3:]]:
                process.stdin.write(piece)
                process.stdin.flush()
                time.sleep(0.02)
            process.stdin.close()
            self.assertEqual(len(process.stdout.read().splitlines()), 2)


if __name__ == "__main__":
    unittest.main()
