#!/usr/bin/env python3
"""Kills `run`, `snapshot record` and `snapshot accept` at many moments.

Afterwards there is the old state or the new one, the next run completes, and `verify` passes.
"""

import shutil
import subprocess
import time

from common import Room, arguments, environment, fail


def main():
    args = arguments(__doc__, moments={"type": int, "help": "moments of each command"})
    moments = args.moments or (5 if args.short else 60)
    with Room(args) as room:
        before = room.archive("before", 4 if args.short else 12)
        after = room.archive("after", 8 if args.short else 1000, unreadable=False)
        # The archive has one name, so that rows are the same wherever they come from.
        archive = room / "archive"
        counts = [
            runs(room, archive, before, after, moments, first=False),
            runs(room, archive, before, after, moments, first=True),
            snapshots(room, archive, before, after, moments, "record"),
            snapshots(room, archive, before, after, moments, "accept"),
        ]
    print("kill: " + "; ".join(counts))


def put(archive, content):
    shutil.rmtree(archive, ignore_errors=True)
    shutil.copytree(content, archive)


def killed(room, words, seconds):
    """Runs a command and kills it after so many seconds; true where it had not ended."""
    child = subprocess.Popen(
        room.command(*words), cwd=room.path, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        child.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return True


def timed(room, words, check):
    begun = time.monotonic()
    room.run(*words, check=check)
    return time.monotonic() - begun


def runs(room, archive, before, after, moments, first):
    """A run into a new folder, or into a data set that another archive was in."""
    old, new, out = room / "old", room / "new", room / "out"
    for folder in (old, new):
        shutil.rmtree(folder, ignore_errors=True)
    put(archive, before)
    room.run("run", archive, "-o", old, check=[0, 1])
    old_facts = room.facts(old)
    put(archive, after)
    if not first:
        shutil.copytree(old, new)
    took = timed(room, ["run", archive, "-o", new, "--prune"], [0, 1])
    new_facts = room.facts(new)
    if old_facts == new_facts:
        fail("the two archives do not differ")
    seen = {"old": 0, "new": 0, "none": 0}
    stopped = 0
    for moment in range(moments):
        shutil.rmtree(out, ignore_errors=True)
        if not first:
            shutil.copytree(old, out)
        words = ["run", archive, "-o", out, "--prune"]
        stopped += killed(room, words, took * (moment + 0.5) / moments)
        seen[state(room, out, old_facts, new_facts, first)] += 1
        room.run(*words, check=[0, 1])
        if room.facts(out) != new_facts:
            fail(f"after a kill at moment {moment} the next run did not complete the data set")
        room.verified(out)
    if stopped == 0:
        fail("no run was killed before its end")
    kind = "first runs" if first else "later runs"
    return f"{stopped} of {moments} {kind} killed ({seen})"


def state(room, out, old, new, first):
    """Which state is there: none may be for a first run only."""
    code, _, why = room.run("query", out, "select count(*) from documents")
    if code != 0:
        if first and "is not a data set" in why:
            return "none"
        fail(f"after a kill there is neither state: {why}")
    facts = room.facts(out)
    if facts == new:
        return "new"
    if facts == old and not first:
        return "old"
    fail("half a state after a kill")


def snapshots(room, archive, before, after, moments, verb):
    """`record` of other notices, and `accept` of what differs."""
    old, store = room / "old-store", room / "store"
    shutil.rmtree(old, ignore_errors=True)
    put(archive, before)
    room.run("snapshot", "record", archive, "-s", old, check=[0])
    put(archive, after)
    check = ["snapshot", "check", archive, "-s", store]
    if verb == "record":
        words = ["snapshot", "record", archive, "-s", store]
    else:
        words = ["snapshot", "accept", "-s", store, "--all"]

    def fresh():
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(old, store)
        room.run(*check, check=[1])

    fresh()
    took = timed(room, words, [0])
    stopped = 0
    for moment in range(moments):
        fresh()
        stopped += killed(room, words, took * (moment + 0.5) / moments)
        # Whatever was decided is finished by the next command; whatever was not can be done again.
        code, said, why = room.run(*check)
        if code not in (0, 1):
            fail(f"after a killed {verb}, check ended with {code}: {said}{why}")
        if code == 1:
            room.run(*words, check=[0])
        room.run(*check, check=[0])
    return f"{stopped} of {moments} snapshot {verb} killed"


if __name__ == "__main__":
    main()
