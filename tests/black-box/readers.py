#!/usr/bin/env python3
"""Readers in loops beside runs: counts what fails on either side, and says so.

Readers and runs may disturb each other today; this harness measures it and does not forbid it. It
fails only where a reader is given a state that is neither the old nor the new one, or where the data
set does not prove itself in the end.
"""

import shutil
import sqlite3
import subprocess
import threading
import time

from common import Room, arguments, environment, fail


def main():
    args = arguments(__doc__, seconds={"type": float, "help": "how long"})
    seconds = args.seconds or (5 if args.short else 120)
    with Room(args) as room:
        two = [room.archive("two", 8, unreadable=False), room.archive("one", 4, unreadable=False)]
        archive, out = room / "archive", room / "dataset"
        known = {}
        for content in two:
            put(archive, content)
            room.run("run", archive, "-o", out, "--prune", check=[0])
            known[notices(out)] = content.name
        counts = {"reads": 0, "reads failed": 0, "queries": 0, "queries failed": 0,
                  "runs": 0, "runs failed": 0}
        over = threading.Event()
        strange = []
        readers = [
            threading.Thread(target=read, args=(out, known, over, counts, strange)),
            threading.Thread(target=ask, args=(room, out, over, counts)),
        ]
        for reader in readers:
            reader.start()
        end = time.monotonic() + seconds
        messages = set()
        while time.monotonic() < end:
            put(archive, two[counts["runs"] % 2])
            code, _, why = room.run("run", archive, "-o", out, "--prune", "--quiet")
            counts["runs"] += 1
            if code != 0:
                counts["runs failed"] += 1
                messages.add(why.strip().splitlines()[-1] if why.strip() else f"exit {code}")
        over.set()
        for reader in readers:
            reader.join()
        room.run("run", archive, "-o", out, "--prune", check=[0])
        room.verified(out)
        if strange:
            fail(f"a reader saw neither state: {strange[0]}")
    print("readers: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    for message in sorted(messages):
        print(f"readers: a run said: {message}")


def put(archive, content):
    shutil.rmtree(archive, ignore_errors=True)
    shutil.copytree(content, archive)


def notices(out):
    state = sqlite3.connect(f"file:{out / 'gongwen.sqlite'}?mode=ro", uri=True, timeout=1)
    try:
        return tuple(state.execute("select doc_key, facts_sha256 from documents order by doc_key"))
    finally:
        state.close()


def read(out, known, over, counts, strange):
    while not over.is_set():
        counts["reads"] += 1
        try:
            seen = notices(out)
            if seen not in known:
                strange.append(seen)
        except sqlite3.Error:
            counts["reads failed"] += 1


def ask(room, out, over, counts):
    words = room.command("query", out, "select count(*) from v_responsibilities")
    while not over.is_set():
        counts["queries"] += 1
        done = subprocess.run(words, env=environment(), stdin=subprocess.DEVNULL, capture_output=True)
        counts["queries failed"] += done.returncode != 0


if __name__ == "__main__":
    main()
