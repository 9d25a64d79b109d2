"""What the harnesses share. They know the command and nothing of how it keeps a data set."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NOTICES = Path(__file__).resolve().parents[2] / "corpus"


def arguments(about, **more):
    """The arguments that every harness takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("gongwen", type=Path, help="the command to try")
    parser.add_argument("--short", action="store_true", help="a sample, for every change")
    parser.add_argument("--notices", type=Path, default=NOTICES, help="notices to read")
    parser.add_argument("--keep", action="store_true", help="leave the working folder there")
    for name, settings in more.items():
        parser.add_argument("--" + name.replace("_", "-"), **settings)
    args = parser.parse_args()
    args.gongwen = args.gongwen.resolve()
    args.notices = args.notices.resolve()
    return args


class Room:
    """A working folder that is gone afterwards."""

    def __init__(self, args):
        self.args = args
        self.path = Path(tempfile.mkdtemp(prefix="gongwen-black-box-"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.args.keep:
            print(f"kept: {self.path}")
        else:
            shutil.rmtree(self.path, ignore_errors=True)

    def __truediv__(self, name):
        return self.path / name

    def command(self, *words):
        return [str(self.args.gongwen), *map(str, words)]

    def run(self, *words, check=None, before=()):
        """Runs the command; returns exit code, standard output and standard error."""
        done = subprocess.run(
            [*before, *self.command(*words)], cwd=self.path, env=environment(),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        )
        if check is not None and done.returncode not in check:
            fail(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.returncode, done.stdout, done.stderr

    def archive(self, name, count, unreadable=True):
        """A folder with so many notices, and a file that cannot be read."""
        folder = self / name
        folder.mkdir()
        notices = sorted(path for path in self.args.notices.rglob("*.txt") if path.is_file())
        # Those with most to find first.
        notices.sort(key=lambda path: (-path.stat().st_size, path.name))
        for path in notices[:count]:
            shutil.copy(path, folder / path.name)
        if unreadable:
            (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n%no text\n" + b"\0" * 500)
        return folder

    def verified(self, out):
        """Fails where the data set does not prove itself."""
        self.run("verify", out, check=[0])

    def facts(self, out):
        """Hash of which notices there are, what was found in them, and in which files."""
        hashed = hashlib.sha256()
        for sql in (
            "select doc_key, facts_sha256 from documents order by doc_key",
            "select uri, doc_key, sha256 from document_sources order by uri",
            "select uri, reason from quarantine order by uri",
        ):
            _, said, _ = self.run("query", out, sql, "--format", "csv", check=[0])
            hashed.update(said.encode())
        return hashed.hexdigest()


def environment():
    """No clock, so that runs can be compared."""
    return {**os.environ, "SOURCE_DATE_EPOCH": "1760000000", "RUST_BACKTRACE": "0"}


def fail(why):
    print(f"FAILED: {why}", file=sys.stderr)
    sys.exit(1)
