"""Tables in LibreOffice: what it has in its cells, it being what offices open them with."""

import csv
import datetime
from pathlib import Path

import openpyxl

import libreoffice


def unlike(files: list[Path], folder: Path) -> list[str]:
    """Where LibreOffice has something else in a cell than what was written; `folder` is for what it
    makes of the files."""
    drawn = {}
    for number, (reading, those) in enumerate(by_reading(files).items()):
        (there := folder / str(number)).mkdir()
        made = libreoffice.converted(those, "xlsx", there, reading)
        drawn |= {file: made.get(file.stem) for file in those}
    wrong = []
    for file, book in drawn.items():
        if book is None:
            wrong.append(f"LibreOffice does not open {file.name}")
            continue
        # It leaves out what is empty at the end of a table.
        ours, theirs = (shorn(rows(one)) for one in (file, book))
        differ = [(place, own, got) for place, own, got in cell_by_cell(ours, theirs) if own != got]
        wrong += [f"{file.name} in LibreOffice, {place}: {got!r} instead of {own!r}" for place, own, got in differ[:5]]
        if len(ours) < 2:
            wrong.append(f"{file.name} has no rows: nothing was checked")
    return wrong


def by_reading(files: list[Path]) -> dict[str, list[Path]]:
    """Files by how they are to be read: of a table of text, by what stands between its cells."""
    kinds: dict[str, list[Path]] = {}
    for file in files:
        reading = libreoffice.CSV.format(ord(separator(file))) if file.suffix == ".csv" else ""
        kinds.setdefault(reading, []).append(file)
    return kinds


def separator(file: Path) -> str:
    first = file.read_text(encoding="utf-8-sig").splitlines()[0]
    return max(",;", key=first.count)


def rows(file: Path) -> list[list[str]]:
    """The cells of a table as texts, days as they are written in it."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as text:
            return list(csv.reader(text, delimiter=separator(file)))
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [[said(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def said(value) -> str:
    if isinstance(value, datetime.datetime):
        value = value.date()
    return "" if value is None else str(value)


def shorn(table: list[list[str]]) -> list[list[str]]:
    wide = max((at + 1 for row in table for at, text in enumerate(row) if text), default=0)
    while table and not any(table[-1]):
        table = table[:-1]
    return [(row + [""] * wide)[:wide] for row in table]


def cell_by_cell(ours: list[list[str]], theirs: list[list[str]]):
    if len(ours) != len(theirs):
        yield "its rows", len(ours), len(theirs)
    for number, (own, got) in enumerate(zip(ours, theirs), 1):
        for at, two in enumerate(zip(own, got), 1):
            yield f"row {number}, column {at}", *two
