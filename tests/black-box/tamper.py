#!/usr/bin/env python3
"""Changes every column of every table, every row's being there, every view, and every file beside the
state.

`verify` must end with 1 and name the table or the file; the command that it names must repair it.
The only harness that opens the state itself, with Python's sqlite3.
"""

import re
import shutil
import sqlite3

from common import Room, arguments, fail

ALL = "parquet,csv,csv-bom,ndjson,json"


def main():
    args = arguments(__doc__)
    with Room(args) as room:
        archive = room.archive("archive", 3 if args.short else 1000)
        out = room / "dataset"
        room.run("run", archive, "-o", out, "--format", ALL, check=[0, 1])
        # A second run, so that there is an older manifest.
        room.run("run", archive, "-o", out, check=[0, 1])
        room.verified(out)
        counts = [
            cells(room, archive, out, args.short),
            rows(room, archive, out),
            views(room, archive, out, args.short),
            files(room, archive, out),
            folders(room, archive, out),
        ]
    print("tamper: " + ", ".join(counts))


def schema(state):
    """Columns with their types, of each table that is meant to be asked."""
    names = "select name from sqlite_schema where type = 'table' and name not like 'gongwen%'"
    tables = [name for (name,) in state.execute(names)]
    return {
        table: [(name, kind.lower()) for _, name, kind, *_ in
                state.execute(f"select * from pragma_table_info('{table}')")]
        for table in tables
    }


def another(value, kind):
    """Values that are not the one that is there, the last of them hard to tell from it."""
    if value is None:
        return ["2031-01-01" if "date" in kind or "time" in kind else 7, "no date"]
    if isinstance(value, (int, float)):
        return [1 - value] if kind == "boolean" else [value + 1]
    if isinstance(value, bytes):
        return [value + b"1"]
    if kind == "date":
        return ["2031-01-01", value + "T00:00:00"]
    if "time" in kind:
        return ["2031-01-01T00:00:00Z", value.replace("Z", "+00:00")]
    return [value + "x", value.encode()]


def cells(room, archive, out, short):
    """Each column of each table, one cell at a time."""
    whole = room / "whole"
    place = out / "gongwen.sqlite"
    shutil.copytree(out, whole)
    state = sqlite3.connect(whole / "gongwen.sqlite")
    tables = schema(state)
    columns = tried = repaired = 0
    for table, described in tables.items():
        key = described[0][0]
        for column, kind in described:
            columns += 1
            row = state.execute(
                f"select {key}, {column} from {table} order by {column} is null, {key} limit 1"
            ).fetchone()
            if row is None:
                fail(f"{table} has no row: the archive is too small")
            for value in another(row[1], kind):
                shutil.copy(whole / "gongwen.sqlite", place)
                change(place, f"update {table} set {column} = ?1 where {key} = ?2", (value, row[0]))
                noticed(room, out, table, f"{table}.{column} = {value!r}")
                tried += 1
            # Repairing takes two runs; of a short try, the last column of a table stands for all.
            if not short or column == described[-1][0]:
                repair(room, archive, out, f"{table}.{column} = {value!r}")
                repaired += 1
                shutil.rmtree(out)
                shutil.copytree(whole, out)
    state.close()
    shutil.copy(whole / "gongwen.sqlite", place)
    room.verified(out)
    return f"{columns} columns changed in {tried} ways, {repaired} repaired"


def change(place, sql, values=()):
    state = sqlite3.connect(place)
    changed = state.execute(sql, values).rowcount
    state.commit()
    state.close()
    if changed < 1:
        fail(f"changed nothing: {sql}")


def noticed(room, out, name, what):
    """`verify` ends with 1 and names it."""
    code, said, why = room.run("verify", out)
    if code != 1 or name not in said:
        fail(f"{what}: verify ended with {code} and did not name {name}:\n{said}{why}")
    return why


def repair(room, archive, out, what):
    """The command that `verify` names makes it right."""
    _, said, why = room.run("verify", out, check=[1])
    named = re.search(r"`gongwen run ARCHIVE -o \S+( --force)?`", why)
    if named is None:
        fail(f"{what}: verify names no command:\n{said}{why}")
    room.run("run", archive, "-o", out, *(["--force"] if named[1] else []), check=[0, 1])
    code, said, why = room.run("verify", out)
    if code != 0:
        fail(f"{what}: {named[0]} did not repair it:\n{said}{why}")


def rows(room, archive, out):
    """In each table a row less, and a row more."""
    place = out / "gongwen.sqlite"
    state = sqlite3.connect(place)
    tables = schema(state)
    state.close()
    for table, described in tables.items():
        names = [name for name, _ in described]
        key, rest = names[0], ", ".join(names[1:])
        first = f"(select min({key}) from {table})"
        for what, sql in [
            ("a row less", f"delete from {table} where {key} = {first}"),
            ("a row more", f"insert into {table} select {key} || 'x', {rest} from {table} "
                           f"where {key} = {first}"),
        ]:
            change(place, sql)
            noticed(room, out, table, f"{table}: {what}")
            repair(room, archive, out, f"{table}: {what}")
    return f"{2 * len(tables)} rows taken out or added and repaired"


def views(room, archive, out, short):
    """Each view taken out, and asking something else."""
    place = out / "gongwen.sqlite"
    state = sqlite3.connect(place)
    names = [name for (name,) in state.execute("select name from sqlite_schema where type = 'view'")]
    state.close()
    names = names[:2] if short else names
    for name in names:
        for more in ["", f"; create view {name} as select 1 as one"]:
            state = sqlite3.connect(place)
            state.executescript(f"drop view {name}{more}")
            state.close()
            noticed(room, out, name, f"{name}: dropped{more}")
            repair(room, archive, out, f"{name}: dropped{more}")
    return f"{len(names)} views dropped or changed, and repaired"


def derived(out):
    """Every file beside the state that a data set must have."""
    paths = (path for path in out.rglob("*") if path.is_file() or path.is_symlink())
    own = ("gongwen.sqlite", ".lock")
    names = (path.relative_to(out) for path in paths)
    return sorted(
        str(name) for name in names
        if not str(name).startswith((*own, ".")) and "mark" not in name.name
    )


def files(room, archive, out):
    """Every file with a byte changed, cut short, and gone; all at once, and each must be named."""
    def flip(path):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    def cut(path):
        path.write_bytes(path.read_bytes()[:-1])

    def remove(path):
        path.unlink()

    names = derived(out)
    for how in (flip, cut, remove):
        for name in names:
            # Files may share their bytes with others by a link.
            path = out / name
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            how(path)
        code, said, why = room.run("verify", out)
        unnamed = [name for name in names if f"{name}: " not in said]
        if code != 1 or unnamed:
            fail(f"{how.__name__}: verify ended with {code} and did not name {unnamed}:\n{said}{why}")
        repair(room, archive, out, f"all files: {how.__name__}")
        names = sorted(set(names) & set(derived(out)))
    return f"{len(names)} files changed, cut and removed, and repaired"


def folders(room, archive, out):
    """The folder of each format gone as a whole."""
    names = ALL.split(",")
    for name in [*names, "runs"]:
        shutil.rmtree(out / name)
        noticed(room, out, f"{name}/", f"{name}/ is gone")
        repair(room, archive, out, f"{name}/ is gone")
        if not (out / name).is_dir():
            fail(f"{name}/ was not made again")
    return f"{len(names) + 1} folders removed and repaired"


if __name__ == "__main__":
    main()
