#!/usr/bin/env python3
"""summary.py DIR SIZE... - what is wanted, ours at each SIZE, the best peer: one row a figure, the missed ones marked.

Read from what run.sh left in DIR: the runs of the panes and of typing (*.last, see ptybench.py) and the lines that the
programs of the store printed (store.SIZE).  ms p50 / p99 of the quietest turn, as there; of a search the worst of its
kind.  In brackets the processor time that the program itself used for a key, p50: what else the machine does changes it little.
"""
import json
import os
import re
import statistics
import sys

OURS = ("2 queue", "3 review", "title of the entry form", "body of the entry form")
QUIET_KEYS = ("line", "page", "end", "home", "open", "page of the text", "line, preview on")


def runs_of(folder, name):
    try:
        with open(os.path.join(folder, name + ".last")) as f:
            return json.load(f)
    except OSError:
        return {}


def keys(runs, op):
    turns = [r for r in runs if isinstance(r.get(op), list)]
    turn = min(turns, key=lambda r: r.get("around", 0), default={op: []})
    return [k for k in turn[op] if isinstance(k, list) and k[0] is not None]


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def processor(runs, *ops):
    found = [k[3] * 1000 for op in ops for k in keys(runs, op) if len(k) > 3]
    return statistics.median(found) if found else None


def times(runs, *ops):
    """(p50, p99, processor) in ms over the keys of these operations; None: nothing measured."""
    found = [k[0] * 1000 for op in ops for k in keys(runs, op)]
    return (statistics.median(found), percentile(found, 0.99), processor(runs, *ops)) if found else None


def lines(folder, size):
    """{name: (p50, p99)} of the programs of the store; of two alike the first, measured without others beside."""
    found = {}
    try:
        with open(os.path.join(folder, "store." + size), encoding="utf-8") as f:
            text = f.read()
    except OSError:
        return found
    for line in text.splitlines():
        three = re.match(r"(\S.*?)\s{2,}([\d.]+)\s+([\d.]+)\s+([\d.]+)\s", line + " ")
        tally = re.match(r"(\S.*?)\s{2,}\d+  p50\s+([\d.]+).*p99\s+([\d.]+)", line)
        spent = re.match(r"(\S.*): ([\d.]+) s \(processor ([\d.]+) s\), (\d+) MB", line)
        match = tally or three
        if spent:
            found.setdefault(spent.group(1), (float(spent.group(2)), float(spent.group(4)), float(spent.group(3))))
        elif match and not match.group(1).startswith("any write"):
            found.setdefault(match.group(1), (float(match.group(2)), float(match.group(3))))
        elif match:  # one officer, then all together
            found[match.group(1)] = (float(match.group(2)), float(match.group(3)))
    return found


def worst(store, start):
    found = [v for k, v in store.items() if k.startswith(start)]
    return (max(v[0] for v in found), max(v[1] for v in found)) if found else None


def one(name, pane=None, ops=(), suite="panes", store=None, p50=None, p99=None, unit=""):
    return {"name": name, "pane": pane, "ops": ops, "suite": suite, "store": store, "p50": p50, "p99": p99, "unit": unit}


def exact(name):
    return lambda s: s.get(name)


ROWS = [
    one("start, settled", "2 queue", ("start",), p50=12),
    one("one line down", "2 queue", ("line",), p50=0.4),
    one("one line down: bytes", "2 queue", ("line",), p50=120, unit="bytes"),
    one("page", "2 queue", ("page",), p50=1.0),
    one("End", "2 queue", ("end",), p50=1.1),
    one("Home", "2 queue", ("home",), p50=1.1),
    one("search to the first page", "2 queue", ("search",), p50=4),
    one("1 to 6 characters, all items", "2 queue", ("1 to 6 letters",), p50=4, p99=30),
    one("1 to 6 characters, review pane", "3 review", ("1 to 6 letters",), p50=4, p99=30),
    one("filter", "2 queue", ("filter",), p50=4),
    one("another order", "2 queue", ("sort",), p50=4),
    one("resize", "2 queue", ("resize",), p50=1.3),
    one("type a Han", "title of the entry form", ("type",), suite="typing", p50=0.3),
    one("paste 5 KB", "body of the entry form", ("paste 5 KB",), suite="typing", p50=9),
    one("any key that neither searches nor writes", "2 queue", QUIET_KEYS, p99=5),
    one("the same while another imports", "2 queue while another imports", ("line", "page"), p99=20),
    one("idle: wake-ups a second, disk bytes", "2 queue", ("idle",), p50=4, p99=0, unit="idle"),
    one("memory, MB", "2 queue", ("rss",), unit="rss"),
    one("store: searches, 1 to 6 characters", store=lambda s: worst(s, "search, "), p50=4, p99=30),
    one("store: title filter, 3 characters", store=exact("titles of all, 3 characters"), p50=4, p99=30),
    one("store: title filter, initials", store=exact("titles of all, initials"), p50=4, p99=30),
    one("store: filters and orders at random", store=exact("filters at random, orders at random"), p50=4, p99=30),
    one("store: first jump into the middle", store=lambda s: worst(s, "all by due date: first jump")),
    one("store: jump to any row", store=exact("all by due date: jump to any row, its page")),
    one("store: figures of the panel", store=exact("figures of the panel"), p50=1),
    one("a sync of the disk", store=exact("fdatasync of one page")),
    one("a write, 20 officers", store=exact("any write (wanted: p99 50)"), p99=50),
    one("check of the desk, s; MB", store=exact("check of the desk")),
    one("import of 100 000 tickets, s; MB", store=exact("import of an export of 100000 tickets"), p50=4, p99=128),
]


def measured(row, runs, stores, size):
    """(p50, p99) or None"""
    if row["store"]:
        return row["store"](stores[size])
    data = runs[row["suite"]]
    mine = [v for k, v in data.items() if k.startswith(row["pane"] + ", %s items" % size)]
    if not mine:
        return None
    if row["unit"] == "bytes":
        found = [k[1] for k in keys(mine[0], row["ops"][0])]
        return (statistics.median(found), percentile(found, 0.99)) if found else None
    if row["unit"] == "rss":
        most = max(r.get("rss", 0) for r in mine[0])
        return (most, most)
    if row["unit"] == "idle":
        seen = [r["idle"] for r in mine[0] if "idle" in r]
        return (statistics.median(s[0] for s in seen), max(s[1] for s in seen)) if seen else None
    return times(mine[0], *row["ops"])


def best_peer(row, runs):
    if row["store"] or len(row["ops"]) > 1 or row["unit"] == "idle":
        return ""
    found = []
    for name, data in runs[row["suite"]].items():
        if name == "floor" or name.startswith(OURS):
            continue
        if row["unit"] == "rss":
            value = statistics.median([r["rss"] for r in data if "rss" in r] or [0])
        elif row["unit"] == "bytes":
            value = statistics.median([k[1] for k in keys(data, row["ops"][0])] or [0])
        else:
            value = (times(data, row["ops"][0]) or (0, 0))[0]
        if value:
            used = processor(data, row["ops"][0]) if not row["unit"] else None
            found.append((value, name.split(",")[0], " (%.2f)" % used if used is not None else ""))
    return "%s %.1f%s" % (min(found)[1], min(found)[0], min(found)[2]) if found else ""


def cell(row, value):
    if not value:
        return "-"
    if row["unit"] == "rss":
        return "%.1f" % value[0]
    if row["unit"] == "idle":
        return "%.0f, %d" % value
    if row["unit"] == "bytes":
        return "%d" % value[0]
    return "%.2f / %.2f" % value[:2] + (" (%.2f)" % value[2] if len(value) > 2 and value[2] is not None else "")


def missed(row, value, size):
    if not value:
        return False
    if row["unit"] == "rss":
        return value[0] > (24 if int(size) > 100000 else 12)
    return any(row[k] is not None and v > row[k] for k, v in (("p50", value[0]), ("p99", value[1])))


def wanted(row):
    if row["unit"] == "rss":
        return "12; 24 at a million"
    return " / ".join("%g" % row[k] if row[k] is not None else "-" for k in ("p50", "p99")).replace("- / -", "")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, sizes = sys.argv[1], sys.argv[2:]
    runs = {name: runs_of(folder, name) for name in ("panes", "typing")}
    stores = {size: lines(folder, size) for size in sizes}
    behind = []
    print("| ms p50 / p99 (processor), keys at a terminal of 120x40 | wanted | %s | best peer, 100 000 rows |" % " | ".join(sizes))
    print("|---|---|%s---|" % ("---|" * len(sizes)))
    for row in ROWS:
        values = [measured(row, runs, stores, size) for size in sizes]
        if not any(values):
            continue
        marks = [cell(row, v) + (" **missed**" if missed(row, v, s) else "") for v, s in zip(values, sizes)]
        behind += [row["name"] for v, s in zip(values, sizes) if missed(row, v, s)]
        print("| %s | %s | %s | %s |" % (row["name"], wanted(row), " | ".join(marks), best_peer(row, runs)))
    print("\nmissed: %s" % (", ".join(dict.fromkeys(behind)) or "none"))


if __name__ == "__main__":
    main()
