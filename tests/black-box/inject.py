#!/usr/bin/env python3
"""Lets system calls of `run` fail, one at a time, with strace.

Whatever fails, the command ends by itself with 0, 1 or 2 and says why, the old state or the new one
is there, and the next run without failures completes the data set, which then proves itself.
"""

import re
import shutil
import sys

from common import Room, arguments, fail

CALLS = {
    "rename,renameat,renameat2": ["EIO", "EPERM", "ENOSPC"],
    "fsync,fdatasync": ["EIO", "ENOSPC"],
    "unlink,unlinkat,rmdir": ["EIO", "EPERM"],
    "mkdir,mkdirat": ["EIO", "ENOSPC", "EPERM"],
    "write,pwrite64,writev": ["EIO", "ENOSPC"],
    "ftruncate": ["EIO", "ENOSPC"],
    "link,linkat": ["EIO", "EMFILE", "EPERM"],
    "open,openat": ["EMFILE", "EIO", "EPERM"],
}


def main():
    args = arguments(__doc__, per_call={"type": int, "help": "failures of each kind"})
    if shutil.which("strace") is None:
        print("inject: not run: strace is absent")
        return
    most = args.per_call or (1 if args.short else 25)
    with Room(args) as room:
        if not works(room):
            print("inject: not run: strace may not trace here")
            return
        print(f"inject: {injected(room, most, args.short)}")


def works(room):
    code, _, _ = room.run("--version", before=["strace", "-f", "-o", room / "trace", "-e", "trace=rename"])
    return code == 0


def injected(room, most, short):
    archive, old, new, out = (room / name for name in ("archive", "old", "new", "out"))
    room.archive("archive", 3)
    room.run("run", archive, "-o", old, check=[0, 1])
    old_facts = room.facts(old)
    shutil.rmtree(archive)
    room.archive("archive", 5, unreadable=False)
    shutil.copytree(old, new)
    words = ["run", archive, "-o", out, "--prune", "--threads", "1"]
    counts = counted(room, [*words[:3], new, *words[4:]])
    new_facts = room.facts(new)
    done, ended = 0, {}
    for calls, errors in CALLS.items():
        total = sum(counts.get(call, 0) for call in calls.split(","))
        for error in errors[:1] if short else errors:
            for when in chosen(total, most):
                shutil.rmtree(out, ignore_errors=True)
                shutil.copytree(old, out)
                what = f"{error} at {calls} number {when} of {total}"
                code = tried(room, words, calls, error, when, what)
                ended[code] = ended.get(code, 0) + 1
                # A notice that could not be opened is told by exit code 1 and read by the next run.
                allowed = (old_facts, new_facts) if code != 1 else None
                recovered(room, words, out, allowed, new_facts, what)
                done += 1
    if done == 0 or set(ended) == {0}:
        fail(f"nothing was injected: {counts}")
    return f"{done} failures injected, exit codes {ended}"


def counted(room, words):
    """How often a run makes each call."""
    trace = room / "trace"
    names = ",".join(CALLS)
    room.run(*words, check=[0, 1], before=["strace", "-f", "-qq", "-o", trace, "-e", f"trace={names}"])
    found = re.findall(r"^\d+ +(\w+)\(", trace.read_text(errors="replace"), re.MULTILINE)
    return {name: found.count(name) for name in set(found)}


def chosen(total, most):
    """Numbers of calls, spread over all of them."""
    count = min(total, most)
    return sorted({1 + (at * total + total // 2) // count for at in range(count)}) if count else []


def tried(room, words, calls, error, when, what):
    inject = f"inject={calls}:error={error}:when={when}"
    before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", inject]
    code, said, why = room.run(*words, before=before)
    if code not in (0, 1, 2) or "panicked" in why:
        fail(f"{what}: exit {code}: {said}{why}")
    if code == 2 and not why.strip() and not calls.startswith("write"):
        fail(f"{what}: ended without a word")
    # SQLite tells that a disk is full only where writing says so, not where waiting for the disk does.
    is_full = "make room" in why or "the disk is full" in why
    if code == 2 and not calls.startswith("write") and (
        not is_full if error == "ENOSPC" else "make room" in why
    ):
        fail(f"{what}: the message has the wrong way out: {why}")
    return code


def recovered(room, words, out, allowed, new, what):
    facts = room.facts(out)
    if allowed is not None and facts not in allowed:
        fail(f"{what}: half a state")
    code, said, why = room.run(*words)
    if code not in (0, 1):
        fail(f"{what}: the next run ended with {code}: {said}{why}")
    if room.facts(out) != new:
        fail(f"{what}: the next run did not complete the data set")
    code, said, why = room.run("verify", out)
    if code != 0:
        fail(f"{what}: verify after the next run: {said}{why}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
