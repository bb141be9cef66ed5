#!/usr/bin/env python3
"""The README tells the truth: its commands print what it shows, its C++ is the example that is built.

usage: readme_test.py README.md NEWSCUT [--update]

A ```console block is a line "$ COMMAND" and what the command prints; commands run by bash in the
README's folder with NEWSCUT's folder first in PATH. --update writes what they print into the README.
"""
import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```console\n\$ ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def printed(command, folder, newscut):
    environment = dict(os.environ, NO_COLOR="1", COLUMNS="80", LC_ALL="C.UTF-8")
    environment["PATH"] = f"{newscut.parent}:{environment['PATH']}"
    environment["NEWSCUT"] = str(newscut)
    run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    return run.stdout + run.stderr


def main():
    readme, newscut = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    text = readme.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    if "--update" in sys.argv:
        readme.write_text(BLOCK.sub(lambda m: f"```console\n$ {m[1]}\n{printed(m[1], readme.parent, newscut)}```", text),
                          encoding="utf-8")
        return 0
    failures = 0
    for command, shown in blocks:
        found = printed(command, readme.parent, newscut)
        if found != shown:
            failures += 1
            print(f"README: $ {command}\n--- shown\n{shown}--- printed\n{found}", file=sys.stderr)
    example = (readme.parent / "tests/install/example.cc").read_text(encoding="utf-8")
    if f"```cpp\n{example}```" not in text:
        failures += 1
        print("README: its C++ is not tests/install/example.cc", file=sys.stderr)
    if len(blocks) < 5:
        failures += 1
        print(f"README: {len(blocks)} commands found, five expected", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
