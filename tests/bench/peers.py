#!/usr/bin/env python3
"""peers.py DIR ROWS - the same ROWS lines in the form each program likes best, for the bench: DIR/ROWS.EXT.

txt (less, vim), csv (pspg, visidata), log (lnav), mbox (neomutt, with the settings without which it asks), tree (nnn: a
folder of empty files), git (tig: a commit a line).  What is there already stays.  One line, at 95 of 100, has the word
that is searched for.
"""
import os
import shutil
import subprocess
import sys

import ledger

NEEDLE = "林下贝母种植项目公示"


def rows(count):
    for n in range(1, count + 1):
        title, _, _, _, _, _, day, _, _, office = ledger.row(n)
        yield n, day, office, NEEDLE if n == count * 95 // 100 else title


def text(out, count):
    for n, day, office, title in rows(count):
        out.write("%07d  %s  %s  %s\n" % (n, day, office, title))


def table(out, count):
    out.write("编号,日期,股室,标题\n")
    for n, day, office, title in rows(count):
        out.write("%07d,%s,%s,%s\n" % (n, day, office, title))


def log(out, count):
    for n, day, office, title in rows(count):
        out.write("2026-%02d-%02d %02d:%02d:%02d INFO %07d %s %s %s\n" % (
            1 + n // 9000 % 12, 1 + n // 320 % 28, n // 14 % 24, n // 7 % 60, n % 60, n, day, office, title))


def mbox(out, count):
    for n, day, office, title in rows(count):
        out.write("From desk@example.cn Fri Nov 20 09:00:00 2026\nFrom: %s <desk@example.cn>\n"
                  "Date: Fri, 20 Nov 2026 %02d:%02d:%02d +0800\nMessage-ID: <%d@example.cn>\n"
                  "Content-Type: text/plain; charset=utf-8\nSubject: %s %s\n\n\n" % (
                      office, n // 3600 % 24, n // 60 % 60, n % 60, n, day, title))


def commits(out, count):
    for n, day, office, title in rows(count):
        message = ("%07d %s %s %s" % (n, day, office, title)).encode()
        out.write("commit refs/heads/master\ncommitter desk <desk@example.cn> %d +0800\ndata %d\n%s\n" % (
            1700000000 + n, len(message), message.decode()))


def settings(out, _):
    out.write("set folder=/tmp\nset help=no\n")


def whole(path, make):
    """A file or folder that is there either whole or not at all."""
    if os.path.exists(path):
        return
    new = path + ".new"
    shutil.rmtree(new, ignore_errors=True)
    make(new)
    os.rename(new, path)


def write(fill, count):
    def make(path):
        with open(path, "w", encoding="utf-8") as out:
            fill(out, count)
    return make


def tree(count):
    def make(path):
        os.mkdir(path)
        for n, day, office, title in rows(count):
            os.close(os.open("%s/%07d %s %s %s" % (path, n, day, office, title), os.O_CREAT | os.O_WRONLY, 0o600))
    return make


def git(count):
    def make(path):
        subprocess.run(["git", "init", "-q", "--bare", path], check=True)
        with subprocess.Popen(["git", "--git-dir", path, "fast-import", "--quiet"], stdin=subprocess.PIPE,
                              encoding="utf-8") as run:
            commits(run.stdin, count)
        if run.returncode:
            sys.exit("git fast-import failed")
    return make


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    base, count = os.path.join(sys.argv[1], sys.argv[2]), int(sys.argv[2])
    for program, ext, make in (("", "txt", write(text, count)), ("", "csv", write(table, count)),
                               ("lnav", "log", write(log, count)), ("neomutt", "mbox", write(mbox, count)),
                               ("neomutt", "muttrc", write(settings, count)), ("nnn", "tree", tree(count)),
                               ("tig", "git", git(count))):
        if not program or shutil.which(program):
            whole("%s.%s" % (base, ext), make)


if __name__ == "__main__":
    main()
