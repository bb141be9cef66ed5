#!/usr/bin/env python3
"""newscut beside `wc`, so that speed can be told without naming a machine.

usage: compare_wc.py CORPUS.ndjson NEWSCUT [ROUNDS]

Throughput: `newscut --input ndjson --ndjson` and `wc -w` on the corpus, one thread each, in turns;
medians of ROUNDS (default 7). Start-up: both on one article of about 3 KB as a whole process, in
turns; medians of a hundred times ROUNDS. All output goes to /dev/null, LC_ALL is C.UTF-8.
"""

import json
import os
import statistics
import sys
import tempfile
import time


def seconds(command, environment, devnull, stdin):
    """Runs the command on the file `stdin`; returns (wall, user and system, peak KiB)."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, devnull, 1),
    ]
    begin = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{' '.join(command)}: failed with status {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def in_turns(commands, rounds, environment, devnull, stdin):
    """The medians of each command; a first round, which fills caches, does not count."""
    runs = [[] for _ in commands]
    for turn in range(rounds + 1):
        for command, results in zip(commands, runs):
            result = seconds(command, environment, devnull, stdin)
            if turn > 0:
                results.append(result)
    return [tuple(statistics.median(column) for column in zip(*results)) for results in runs]


def article_of(corpus, size):
    """The first article of about `size` bytes, else the nearest to it."""
    best = None
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].encode()
            if best is None or abs(len(text) - size) < abs(len(best) - size):
                best = text
            if abs(len(best) - size) < size // 50:
                break
    return best


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.strip())
    corpus, newscut = sys.argv[1], os.path.abspath(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) == 4 else 7
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    devnull = os.open(os.devnull, os.O_WRONLY)

    megabytes = os.path.getsize(corpus) / 1e6
    cut, wc = in_turns([[newscut, "--input", "ndjson", "--ndjson"], ["wc", "-w"]], rounds, environment,
                       devnull, corpus)
    print(f"corpus      {megabytes:.1f} MB")
    print(f"newscut     {megabytes / cut[0]:.1f} MB/s ({cut[0]:.3f} s, CPU {cut[1]:.3f} s, {cut[2] / 1024:.0f} MiB)")
    print(f"wc -w       {megabytes / wc[0]:.1f} MB/s ({wc[0]:.3f} s, CPU {wc[1]:.3f} s)")
    print(f"ratio       {cut[0] / wc[0]:.1f}, of CPU seconds {cut[1] / wc[1]:.1f}")

    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(article_of(corpus, 3000))
        file.flush()
        cut, wc = in_turns([[newscut, "--ndjson", file.name], ["wc", file.name]], 100 * rounds, environment,
                           devnull, os.devnull)
    print(f"one article newscut {cut[0] * 1e3:.2f} ms ({cut[2] / 1024:.0f} MiB), wc {wc[0] * 1e3:.2f} ms, "
          f"ratio {cut[0] / wc[0]:.1f}")


main()
