#!/usr/bin/env python3
"""spent.py NAME [--read DESK] COMMAND... - what a command took: the clock's time, the processor's, and its largest memory.

With --read the desk is read every two milliseconds meanwhile: the longest time for which nobody could is told, too.
"""
import os
import resource
import sqlite3
import subprocess
import sys
import time


def look(desk):
    """Whether a reader who does not wait is let in."""
    try:
        desk.execute("SELECT max(seq) FROM audit").fetchone()
        return True
    except sqlite3.OperationalError:
        return False


def main():
    name, command, desk = sys.argv[1], sys.argv[2:], None
    if command[0] == "--read":
        desk = sqlite3.connect("file:%s?mode=ro" % command[1], uri=True, timeout=0)
        command = command[2:]
    began = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere)
    longest, since = 0.0, None
    while desk and child.poll() is None:
        now = time.monotonic()
        if look(desk):
            since = None
        else:
            since = since or now
            longest = max(longest, now - since)
        time.sleep(0.002)
    status = child.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print("%s: %.2f s (processor %.2f s), %d MB%s%s" % (
        name, time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024,
        ", readers shut out for %.0f ms" % (longest * 1000) if desk else "", "" if status == 0 else ", status %d" % status))


main()
