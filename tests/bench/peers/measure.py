#!/usr/bin/env python3
"""measure.py COMMAND...: runs it, then prints wall seconds, CPU seconds and peak memory to stderr."""

import resource
import subprocess
import sys
import time

begin = time.perf_counter()
status = subprocess.run(sys.argv[1:]).returncode
wall = time.perf_counter() - begin
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"measured: {wall:.2f} s, CPU {usage.ru_utime + usage.ru_stime:.2f} s, {usage.ru_maxrss / 1024:.0f} MiB",
      file=sys.stderr)
sys.exit(status)
