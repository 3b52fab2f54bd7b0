#!/usr/bin/env python3
"""spent.py NAME COMMAND... - what a command took: the clock's time, the processor's, and its largest memory."""
import os
import resource
import subprocess
import sys
import time

began = time.monotonic()
with open(os.devnull, "w") as nowhere:
    status = subprocess.call(sys.argv[2:], stdout=nowhere)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%s: %.2f s (processor %.2f s), %d MB%s" % (sys.argv[1], time.monotonic() - began, used.ru_utime + used.ru_stime,
                                                 used.ru_maxrss // 1024, "" if status == 0 else ", status %d" % status))
