#!/usr/bin/env python3
"""ptybench.py - what a terminal program costs at the keyboard: time and bytes of each key, start, memory, idleness.

    ptybench.py SUITE.json [--runs 5] [--only WORD,WORD] [--set NAME=VALUE]... [--json FILE]

A suite holds the order in which a list is tried, how each program is told to do so, and what else is done in it:

    {"cols": 120, "rows": 40, "title": "Lists", "target": {"line": "0.4 (120)"},
     "order": [{"name": "line", "times": 60}, {"name": "search", "expect": "国有林场"}],
     "programs": [
      {"name": "desk ${N}", "each": {"N": ["1000", "100000"]}, "needs": ["${DIR}/${N}.db"],
       "run": ["${ZWGK}"], "env": {"ZWGK_DB": "${DIR}/${N}.db"}, "ready": "发布队列", "setup": ["2"],
       "with": {"line": ["<Down>"], "search": ["/", "林", "场"]},
       "do": [{"name": "resize", "keys": ["<100x30>", "<120x40>"]}, {"name": "idle", "seconds": 2}], "leave": ["q"]}]}

"beside" is a command that runs again and again from the end of "setup" on.

The keys of "with" stand for the steps of "order": the last one is measured, those before it only lead there; a step with
keys of its own is the same everywhere.  A key is
text, <Name>, <C-x>, <COLSxROWS> (the window), <Paste:BYTES> (bracketed), <Text:CHARACTERS> (typed one by one) or <Wait>.

Each key is one write; its time runs from that write to the last byte of the answer, which is over when QUIET
milliseconds passed without output and with no processor time used or waited for by the program and its children (that
pause is not counted).  `start` runs from exec to the last byte before such a pause; whoever needs less than STARTS_BELOW
seconds starts STARTS times a run.

Others disturb the machine, and only ever add to a time.  So programs take turns, A B C A B C, and before and after each
turn the terminal's own echo is measured, `floor`, which does the same work always: whatever it takes longer, others took.
A cell shows the quietest turn of its program, the one whose echoes took least: its p50, its p99 (of few keys the
slowest), and in brackets the bytes and, if it was not one, write(2) calls of an answer: with them a program keeps a
draft, or wakes itself.  The program's own times have no say in which turn that is, so what it is slow at itself, even if
only now and then, is found there as often as in any other.  Memory and idleness are of all turns.  Below the table
stands how quiet the quietest turn was and how loud the loudest; where the first is loud, too, believe none of it.
Compare only within one table.  Linux and the standard library only.
"""
import argparse
import fcntl
import gc
import json
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time

QUIET = 0.03
LIMIT = 30.0
STARTS, STARTS_BELOW = 7, 0.1
KEYS = {"Up": "\033OA", "Down": "\033OB", "Right": "\033OC", "Left": "\033OD", "Home": "\033OH", "End": "\033OF",
        "PgUp": "\033[5~", "PgDn": "\033[6~", "Delete": "\033[3~", "Enter": "\r", "Tab": "\t", "BackTab": "\033[Z",
        "Esc": "\033", "Backspace": "\177", "F1": "\033OP", "F2": "\033OQ", "F3": "\033OR", "F4": "\033OS", "F5": "\033[15~",
        "F6": "\033[17~", "F7": "\033[18~", "F8": "\033[19~", "F9": "\033[20~", "F10": "\033[21~"}
ECHO = ["sh", "-c", "stty raw echo; printf ready; exec sleep 1000"]
HAN = "为切实做好今年的森林防火工作，保护林区群众生命财产安全，经研究，现将有关事项通知如下："


def family(pid):
    found, look = [], [pid]
    while look:
        p = look.pop()
        found.append(p)
        try:
            with open("/proc/%d/task/%d/children" % (p, p)) as f:
                look += [int(c) for c in f.read().split()]
        except OSError:
            pass
    return found


def used_ns(pid):
    """Processor time of the program and its living children."""
    total = 0
    for p in family(pid):
        try:
            total += time.clock_gettime_ns(~p << 3 | 2)
        except OSError:
            pass
    return total


def at_rest(pid):
    """Nobody of the family runs, waits for a processor or for the disk."""
    for p in family(pid):
        try:
            with open("/proc/%d/stat" % p) as f:
                if f.read().rsplit(")", 1)[1].split()[0] in "RD":
                    return False
        except OSError:
            pass
    return True


def status(pid, field):
    try:
        with open("/proc/%d/status" % pid) as f:
            return int(re.search(field + r":\s+(\d+)", f.read()).group(1))
    except (OSError, AttributeError):
        return 0


def written(pid, field="write_bytes"):
    """Bytes sent to the disk, or with syscw calls of write(2) and its kin."""
    try:
        with open("/proc/%d/io" % pid) as f:
            return int(re.search(r"^%s: (\d+)" % field, f.read(), re.M).group(1))
    except (OSError, AttributeError):
        return 0


def sample(n):
    """n characters of an official letter, in lines of a paragraph's length."""
    text = (HAN * (n // len(HAN) + 1))[:n]
    return "\n".join(text[i:i + 120] for i in range(0, n, 120))


def spelled(keys):
    """<Text:n> as n keys."""
    for key in keys:
        text = re.fullmatch(r"<Text:(\d+)>", key)
        yield from (sample(int(text.group(1))).replace("\n", "") if text else [key])


class Program:
    def __init__(self, command, env, cols, rows):
        self.text = b""
        self.ended = False
        gun = os.pipe()
        ready = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(env, TERM="xterm-256color")
            os.environ.setdefault("LC_ALL", "C.UTF-8")
            for name in ("LINES", "COLUMNS", "NO_COLOR"):
                os.environ.pop(name, None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            try:
                os.close(gun[1])
                os.write(ready[1], b"r")
                os.read(gun[0], 1)  # until all is ready but the program: how long Python takes to fork is not its time
                os.execvp(command[0], command)
            finally:
                os._exit(127)
        os.close(gun[0])
        os.close(ready[1])
        os.read(ready[0], 1)
        os.close(ready[0])
        self.started = time.perf_counter()
        os.close(gun[1])

    def read(self, wait):
        if not select.select([self.fd], [], [], wait)[0]:
            return 0
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        self.ended = not data
        self.text = (self.text + data)[-200000:]
        # A program may ask where the cursor is, to learn how wide "…" is drawn: one column.
        if b"\033[6n" in data:
            os.write(self.fd, b"\033[1;2R")
        return len(data)

    def answer(self, since, expect=None):
        """(seconds to the last byte, bytes, None); waits for expect, then for quiet."""
        count, last = 0, since
        expect = expect.encode() if expect else None
        while not self.ended and time.perf_counter() - since < LIMIT:
            before = used_ns(self.pid)
            n = self.read(QUIET)
            if n:
                count, last = count + n, time.perf_counter()
            elif (used_ns(self.pid) - before < QUIET * 0.2e9 and at_rest(self.pid)
                  and (not expect or expect in self.text)):
                return last - since, count, None
        return None, count, None

    def key(self, key, expect=None):
        """(seconds, bytes, write calls, seconds of processor)"""
        if key == "<Wait>":
            self.rest(0.3)
            return None
        self.text = b""
        calls, used = written(self.pid, "syscw"), used_ns(self.pid)
        size = re.fullmatch(r"<(\d+)x(\d+)>", key)
        name = re.fullmatch(r"<(\w+)>", key)
        control = re.fullmatch(r"<C-(.)>", key)
        paste = re.fullmatch(r"<Paste:(\d+)>", key)
        if paste:
            paste = ("\033[200~" + sample(int(paste.group(1)) // 3) + "\033[201~").encode()
        early = 0
        since = time.perf_counter()
        if size:
            fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", int(size.group(2)), int(size.group(1)), 0, 0))
        elif paste:
            early = self.feed(paste)
        elif name:
            os.write(self.fd, KEYS[name.group(1)].encode())
        elif control:
            os.write(self.fd, bytes([ord(control.group(1).upper()) & 31]))
        else:
            os.write(self.fd, key.encode())
        seconds, count, _ = self.answer(since, expect)
        return seconds, count + early, written(self.pid, "syscw") - calls, (used_ns(self.pid) - used) / 1e9

    def feed(self, data):
        """Writes much, and reads what comes meanwhile: a program that answers each character would wait for us."""
        count = 0
        os.set_blocking(self.fd, False)
        while data and not self.ended:
            can_read, can_write, _ = select.select([self.fd], [self.fd], [])
            if can_read:
                count += self.read(0)
            if can_write:
                try:
                    data = data[os.write(self.fd, data[:2048]):]
                except BlockingIOError:
                    select.select([self.fd], [], [], 0.001)
        os.set_blocking(self.fd, True)
        return count

    def rest(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ended:
            self.read(max(0, end - time.monotonic()))

    def idle(self, seconds):
        """Wake-ups a second, and bytes sent to the disk."""
        self.rest(0.7)
        wakes, disk, end = status(self.pid, "voluntary_ctxt_switches"), written(self.pid), time.monotonic() + seconds
        self.rest(end - time.monotonic())
        return ((status(self.pid, "voluntary_ctxt_switches") - wakes) / seconds, written(self.pid) - disk)

    def close(self):
        os.close(self.fd)
        for _ in range(200):
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Beside:
    """A command that is run, and run again when it has ended, until it is told to stop."""

    def __init__(self, command, env):
        self.pid = os.fork()
        if self.pid == 0:
            os.setpgid(0, 0)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            os.environ.update(env)
            while True:
                os.spawnvp(os.P_WAIT, command[0], command)

    def close(self):
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def started(p, cols, rows):
    """A program that has just come up, and what that took."""
    run = Program(p["run"], p.get("env", {}), p.get("cols", cols), p.get("rows", rows))
    try:
        return run, run.answer(run.started, p.get("ready")) + (used_ns(run.pid) / 1e9,)
    except BaseException:
        run.close()
        raise


def once(p, cols, rows):
    """One run of a program: {name: [(seconds, bytes)…]}, with start, rss and idle beside."""
    found, beside = {"start": []}, None
    while True:  # who starts in no time does so several times, for one alone says little
        run, took = started(p, cols, rows)
        found["start"].append(took)
        if len(found["start"]) == STARTS or took[0] is None or took[0] > STARTS_BELOW:
            break
        run.close()
    try:
        for key in p.get("setup", []):
            run.key(key)
        beside = Beside(p["beside"], p.get("env", {})) if "beside" in p else None
        for op in p["do"]:
            if run.ended:
                print("%s ended before %s" % (p["name"], op["name"]), file=sys.stderr)
                break
            for key in spelled(op.get("first", [])):
                run.key(key)
            if "seconds" in op:
                found[op["name"]] = run.idle(op["seconds"])
                continue
            keys = list(spelled(op["keys"])) * op.get("times", 1)
            found[op["name"]] = [run.key(k, op.get("expect")) for k in keys]
            for key in op.get("after", []):
                run.key(key)
        found["rss"] = status(run.pid, "VmHWM") / 1024
        for key in p.get("leave", []):
            run.key(key)
    finally:
        if beside:
            beside.close()
        run.close()
    return found


def stolen():
    """(time that the machine's host gave to others, all time) of all processors"""
    with open("/proc/stat") as f:
        spent = [int(n) for n in f.readline().split()[1:9]]
    return spent[7], sum(spent)


def mean_ms(keys):
    return statistics.mean(LIMIT if k[0] is None else k[0] for k in keys) * 1000


def quietest(turns):
    return min(turns, key=lambda t: t["around"])


def disturbance(floor, before, after):
    turns = (quietest(floor), max(floor, key=lambda t: t["around"]))
    figures = ["%.2f / %.2f" % tuple(percentile([k[0] * 1000 for k in t["line"] if k[0] is not None], part)
                                     for part in (0.5, 0.99)) for t in turns]
    share = (after[0] - before[0]) / max(1, after[1] - before[1])
    return "floor p50 / p99: %s ms in the quietest turn, %s in the loudest; %.1f %% of the processors' time was stolen" % (
        figures[0], figures[1], share * 100)


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def summary(runs, name):
    """What a cell of the table says."""
    seen = [r[name] for r in runs if name in r]
    if not seen:
        return "-"
    if name != "rss" and not isinstance(seen[0], tuple):
        seen = [quietest([r for r in runs if name in r])[name]]
    if name == "rss":
        return "%.1f" % statistics.median(seen)
    if isinstance(seen[0], tuple):
        return "%.1f, %d" % (statistics.median(s[0] for s in seen), max(s[1] for s in seen))
    if any(k[0] is None for k in seen[0]):
        return "> %d s" % LIMIT
    middle, count, calls = (statistics.median(k[i] or 0 for k in seen[0]) for i in range(3))
    bytes_calls = "%d" % count if name == "start" or calls in (0, 1) else "%d in %.0f" % (count, calls)
    if len(seen[0]) < 3:
        return "%.1f (%s)" % (middle * 1000, bytes_calls)
    return "%.1f / %.1f (%s)" % (middle * 1000, percentile([k[0] * 1000 for k in seen[0]], 0.99), bytes_calls)


def steps(suite, p):
    """What is done in a program: the common order by its own keys, then what it alone can do."""
    todo = []
    for op in suite.get("order", []):
        keys = p.get("with", {}).get(op["name"])
        if "keys" in op and not keys:
            todo.append(op)
        elif keys:
            todo.append(dict(op, first=keys[:-1], keys=keys[-1:]))
    return todo + p.get("do", [])


def spread(p):
    """A program for each value of "each"; a value is put in as it stands."""
    text = json.dumps(p, ensure_ascii=False)
    for name, values in p.get("each", {}).items():
        for value in values:
            yield json.loads(text.replace("${%s}" % name, value))
        return
    yield p


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("suite")
    a.add_argument("--runs", type=int, default=5)
    a.add_argument("--only", default="")
    a.add_argument("--set", action="append", default=[])
    a.add_argument("--json")
    a = a.parse_args()
    with open(a.suite) as f:
        text = f.read()
    for pair in a.set:
        name, value = pair.split("=", 1)
        text = text.replace("${%s}" % name, value)
    suite = json.loads(text)
    only = [n for n in a.only.split(",") if n]
    floor = {"name": "floor", "run": ECHO, "ready": "ready", "do": [{"name": "line", "keys": ["j"], "times": 20}]}
    programs = []
    for p in (one for p in suite["programs"] for one in spread(p)):
        if only and not any(n in p["name"] for n in only):
            continue
        lacking = [n for n in [p["run"][0]] + p.get("needs", []) if not shutil.which(n) and not os.path.exists(n)]
        if "${" in json.dumps(p) or lacking:
            print("left out: %s (not here: %s)" % (p["name"], ", ".join(lacking) or "a value"), file=sys.stderr)
            continue
        p["do"] = steps(suite, p)
        programs.append(p)

    gc.disable()
    results = {p["name"]: [] for p in [floor] + programs}
    before = stolen()
    for _ in range(a.runs):
        echo = None
        for p in [None] + programs:
            turn = once(p, suite["cols"], suite["rows"]) if p else None
            last, echo = echo, once(floor, suite["cols"], suite["rows"])
            echo["around"] = mean_ms(echo["line"])
            results["floor"].append(echo)
            if p:
                turn["around"] = max(last["around"], echo["around"])
                results[p["name"]].append(turn)
        gc.collect()
    after = stolen()

    names = []
    for p in programs + [floor]:
        names += [op["name"] for op in p["do"] if op["name"] not in names]
    names = ["start"] + [n for n in names if n != "idle"] + ["idle"] * ("idle" in names) + ["rss"]
    titles = {"rss": "memory MB", "idle": "idle: wakes/s, disk bytes"}
    print("| %s, %dx%d: ms p50 / p99 (bytes) | %s |" % (suite["title"], suite["cols"], suite["rows"],
                                                        " | ".join(titles.get(n, n) for n in names)))
    print("|---" * (len(names) + 1) + "|")
    if suite.get("target"):
        print("| wanted | %s |" % " | ".join(suite["target"].get(n, "") for n in names))
    for p in [floor] + programs:
        print("| %s | %s |" % (p["name"], " | ".join(summary(results[p["name"]], n) for n in names)))
    print("\n" + disturbance(results["floor"], before, after))
    if a.json:
        with open(a.json, "w") as f:
            json.dump(results, f)


if __name__ == "__main__":
    main()
