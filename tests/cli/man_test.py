"""The manual pages: no warning of mandoc, and examples that work."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import NEWSCUT, SOURCE, CommandTest

PAGES = [SOURCE / "man/newscut.1", SOURCE / "man/newscut-report.5"]


class Pages(CommandTest):
    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is missing")
    def test_lint(self):
        done = subprocess.run(["mandoc", "-T", "lint", *PAGES], capture_output=True, text=True)
        self.assertEqual(done.stdout + done.stderr, "")

    def test_examples_work(self):
        section = PAGES[0].read_text().split(".Sh EXAMPLES\n")[1].split("\n.Sh ")[0]
        examples = re.findall(r"^(?:\.Dl )?\$ (.*)$", section, re.M)
        self.assertGreaterEqual(len(examples), 5)
        # The command by its name, as a reader has it.
        (self.folder / "newscut").symlink_to(pathlib.Path(NEWSCUT).resolve())
        environment = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}"}
        for example in examples:
            if "jq" in example and not shutil.which("jq"):
                continue
            with self.subTest(example):
                done = subprocess.run(["bash", "-o", "pipefail", "-c", example], cwd=SOURCE, env=environment,
                                      capture_output=True)
                messages = re.sub(rb"newscut: \d+ cells that begin like a formula.*\n", b"", done.stderr)
                self.assertEqual((done.returncode, messages), (0, b""))
                self.assertNotEqual(done.stdout, b"")

    def test_the_report_page_names_every_member(self):
        import json
        schema = json.loads((SOURCE / "cli/report.schema.json").read_text())
        page = PAGES[1].read_text()

        def members(node):
            if isinstance(node, dict):
                yield from node.get("properties", {})
                for child in node.values():
                    yield from members(child)
            elif isinstance(node, list):
                for child in node:
                    yield from members(child)

        for member in set(members(schema)) - {"error"}:
            self.assertRegex(page, rf"(?m)^\.(Va|It Va)\b.*(?<![a-z_]){member}\b", member)
        for code in schema["$defs"]["failure"]["properties"]["error"]["properties"]["code"]["enum"]:
            self.assertIn(f'.It Qq {code}\n', page)


if __name__ == "__main__":
    unittest.main()
