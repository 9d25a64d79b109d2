#!/usr/bin/env python3
"""A data set in the hands of other programs: DuckDB and Python's own sqlite3.

    other_programs.py GONGWEN

Makes a data set of corpus/, and asks the questions of README.md and of docs/warehouse.md, all
views and all tables three times: `gongwen query`, DuckDB over the Parquet files through the views
of `gongwen schema --tables --dialect duckdb`, and Python's sqlite3 over gongwen.sqlite. The answers
must be the same.
"""

import datetime
import decimal
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

import duckdb

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGES = ["README.md", "docs/warehouse.md"]


def gongwen(program, *args):
    done = subprocess.run([program, *args], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"gongwen {' '.join(args)}: {done.stderr}")
    return done.stdout


def questions():
    """The queries that the pages tell people to ask."""
    for page in PAGES:
        with open(os.path.join(ROOT, page), encoding="utf-8") as file:
            text = file.read()
        found = re.findall(r'query dataset\s+(?:\\\s+)?"([^"]+)"', text)
        if not found:
            sys.exit(f"{page}: holds no query")
        yield from found


def canonical(value):
    """One way of writing what each program writes in its own."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float, decimal.Decimal)):
        return round(float(value), 6)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return round(float(value), 6)
    return value


def answer(rows):
    return sorted((tuple(canonical(value) for value in row) for row in rows), key=repr)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        dataset = os.path.join(folder, "dataset")
        gongwen(program, "run", "corpus", "-o", dataset, "--quiet")
        os.chdir(dataset)
        duck = duckdb.connect()
        duck.execute("set timezone = 'UTC'")
        definitions = gongwen(program, "schema", "--tables", "--dialect", "duckdb")
        duck.execute(definitions)
        lite = sqlite3.connect("gongwen.sqlite")
        names = re.findall(r"^create view (\w+)", definitions, re.MULTILINE)
        asked = list(questions()) + [f"select * from {name}" for name in names]
        rows = 0
        for sql in asked:
            lines = gongwen(program, "query", dataset, sql, "--format", "json").splitlines()
            ours = answer(json.loads(line).values() for line in lines)
            if not ours and "quarantine" not in sql:
                sys.exit(f"no rows: {sql}")
            for name, other in [("DuckDB", duck), ("sqlite3", lite)]:
                theirs = answer(other.execute(sql).fetchall())
                if ours != theirs:
                    wrong = [pair for pair in zip(ours, theirs) if pair[0] != pair[1]]
                    sys.exit(f"{name} answers otherwise: {sql}\n{len(ours)} and {len(theirs)} rows\n"
                             f"{wrong[:1]}")
            rows += len(ours)
        print(f"{len(asked)} questions, {rows} rows: gongwen, DuckDB {duckdb.__version__} and "
              f"sqlite3 {sqlite3.sqlite_version} agree")


main()
