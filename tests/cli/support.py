"""What the process tests share: they run the built command and look at what comes out."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

NEWSCUT = os.environ["NEWSCUT"]
SOURCE = pathlib.Path(os.environ["NEWSCUT_SOURCE"])
SANITIZED = os.environ.get("NEWSCUT_SANITIZED") == "1"
SAMPLES = sorted((SOURCE / "samples").glob("*.txt"))

ARTICLE = """Mill reopens after a decade

Ann Lee, the mayor of Alton, said on Monday that the paper mill would reopen in May.

“We have waited ten years for this,” Lee said. “About 20% of the town worked there.”

Sales of the owner, Norland Paper, rose by 3.5% to $12 million, the company said.
"""


def run(*arguments, stdin=b"", env=None, cwd=None):
    """The finished process; its output is bytes."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    environment.update(env or {})
    return subprocess.run([NEWSCUT, *map(str, arguments)], input=stdin, capture_output=True, env=environment,
                          cwd=cwd, timeout=300)


def reports(*arguments, stdin=b"", status=0, **others):
    """The objects that come out as NDJSON."""
    done = run("--ndjson", *arguments, stdin=stdin, **others)
    assert done.returncode == status, (done.returncode, done.stderr)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def ndjson(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


class CommandTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def file(self, name, content=ARTICLE):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def assert_fails(self, done, status, *words):
        self.assertEqual(done.returncode, status, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr.decode())
