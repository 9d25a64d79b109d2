#!/usr/bin/env python3
"""What the worst documents cost: peak memory of every command on texts and files made to fill memory.

    python3 tests/black-box/memory.py GONGWEN [FILE…]

Makes the files in a temporary folder, runs `extract`, `text`, `run` and `snapshot record` on each
(and on the files that are named), and prints the peak of the process with all that it started, in
MiB, the seconds and the exit code. Ends with 1 where a peak reaches 512 MiB. Reads /proc, so it
runs on Linux; elsewhere it says so and ends with 0. Takes some minutes with an optimised program.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

LIMIT = 512
MB = 1 << 20
COMMANDS = {
    "extract": lambda file, out: ["extract", file, "-q", "-o", out],
    "text": lambda file, out: ["text", file],
    "run": lambda file, out: ["run", file, "-o", out, "-q"],
    "snapshot": lambda file, out: ["snapshot", "record", file, "-s", out, "-q"],
}
TEXTS = {
    "line-ends": ("\n", 60),
    "numbers-in-lines": ("12\n", 26),
    "numbers-in-a-line": ("1 ", 26),
    "clauses": ("推进建设。(责任单位:市财政局、市发改委,各区政府)\n", 40),
    "numbered": ("一、工作\n", 20),
    "prose": ("坚持以人民为中心的发展思想,进一步转变工作作风,推动各项工作落到实处,", 60),
    "short-lines": ("市\n", 20),
    "brackets": ("(", 20),
}


def make_texts(folder):
    for name, (words, size) in TEXTS.items():
        data = words.encode()
        with open(os.path.join(folder, name + ".txt"), "wb") as file:
            file.write(data * (size * MB // len(data)))
    words = "坚持以人民为中心的发展思想,进一步转变工作作风。\n".encode("gb18030")
    with open(os.path.join(folder, "gb18030.txt"), "wb") as file:
        file.write(words * (60 * MB // len(words)))
    with open(os.path.join(folder, "page.html"), "w", encoding="utf-8") as file:
        file.write("<html><body>" + "<p><b>一、</b>" * (20 * MB // 18))


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument."
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def types(part, kind):
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{TYPES}{kind}+xml"/></Types>'
    )


def relations(*targets):
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


def workbook(path, rows, strings="", merges=""):
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
    book += '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    targets = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{merges}</worksheet>'
    pack(path, {
        "[Content_Types].xml": types("xl/workbook.xml", "spreadsheetml.sheet.main"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
    })


def letter(path, body):
    pack(path, {
        "[Content_Types].xml": types("word/document.xml", "wordprocessingml.document.main"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    })


def make_office(folder):
    place = lambda name: os.path.join(folder, name)
    cell = lambda column, row, value: f'<c r="{column}{row}"><v>{value}</v></c>'
    row = lambda number, cells: f'<row r="{number}">{cells}</row>'
    workbook(place("cells.xlsx"), "".join(
        row(r, "".join(cell(chr(65 + c), r, 1) for c in range(20))) for r in range(1, 150_001)))
    shared = lambda column, r: f'<c r="{column}{r}" t="s"><v>0</v></c>'
    long = f"<si><t>{'市' * 1000}</t></si>"
    workbook(place("shared.xlsx"), "".join(
        row(r, shared("A", r) + shared("B", r)) for r in range(1, 60_001)), long)
    workbook(place("strings.xlsx"), row(1, shared("A", 1)), "<si><t>市</t></si>" * 3_000_000)
    first = row(1, shared("A", 1) + cell("B", 1, 1))
    rest = "".join(row(r, cell("B", r, 1)) for r in range(2, 100_001))
    merge = '<mergeCells count="1"><mergeCell ref="A1:A100000"/></mergeCells>'
    workbook(place("merged.xlsx"), first + rest, long, merge)
    letter(place("paragraphs.docx"), "<w:p><w:r><w:t>市</w:t></w:r></w:p>" * 3_000_000)
    letter(place("one-paragraph.docx"), f"<w:p><w:r><w:t>{'工作' * 20_000_000}</w:t></w:r></w:p>")
    with zipfile.ZipFile(place("members.zip"), "w") as packed:
        for number in range(20_000):
            packed.writestr(f"{number:05}.txt", "关于工作的通知")


def family(pid):
    """A process and all that it started."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as children:
                for child in children.read().split():
                    found += family(int(child))
    except OSError:
        pass
    return found


def held(pid):
    try:
        with open(f"/proc/{pid}/statm") as facts:
            return int(facts.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def peak(args):
    """The most that a command and its workers held at a time, its seconds and its exit code."""
    begun, most = time.monotonic(), 0
    command = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while command.poll() is None:
        most = max(most, sum(held(pid) for pid in family(command.pid)))
        time.sleep(0.005)
    return most // MB, time.monotonic() - begun, command.returncode


def main():
    if not os.path.exists("/proc/self/statm"):
        print("not run: there is no /proc here")
        return 0
    program, named = os.path.abspath(sys.argv[1]), sys.argv[2:]
    folder = tempfile.mkdtemp(prefix="gongwen-memory-")
    try:
        make_texts(folder)
        make_office(folder)
        files = named + sorted(os.path.join(folder, name) for name in os.listdir(folder))
        too_much = 0
        for file in files:
            for command, arguments in COMMANDS.items():
                out = os.path.join(folder, "out")
                most, seconds, code = peak([program, *arguments(file, out)])
                too_much += most >= LIMIT
                name = os.path.basename(file)
                print(f"{name:28} {command:9} {most:5} MiB {seconds:6.1f} s  exit {code}", flush=True)
                shutil.rmtree(out, ignore_errors=True)
                if os.path.isfile(out):
                    os.remove(out)
        print(f"{too_much} of {len(files) * len(COMMANDS)} reached {LIMIT} MiB")
        return 1 if too_much else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
