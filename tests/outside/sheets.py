"""The list as a table: csvw-functions reads the CSV by its metadata, openpyxl the XLSX; cell by cell
both say what the NDJSON says, days as days and numbers as numbers. LibreOffice has the same in its
cells, of these files and of the register of an office."""

import datetime
import io
import json
import re
import tempfile
from codecs import BOM_UTF8
from pathlib import Path

import openpyxl
from csvw_functions import csvw_functions

import columns
import opened
import papers
import web

LATEST = "/api/v1/snapshots/latest"
FILES = ["daftar.csv", "daftar-excel.csv"]
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = {str: f"{XSD}string", int: f"{XSD}nonNegativeInteger", datetime.date: f"{XSD}date"}
# What a cell says of a value that was taken down.
TAKEN_DOWN = "[tidak ditampilkan]"


def check(base: str) -> list[str]:
    # Of one edition, also where a newer one is printed meanwhile.
    edition = f"{base}/api/v1/snapshots/" + web.value(f"{base}{LATEST}/manifest.json")["edition"]["event"]
    rows = [json.loads(line) for line in web.body(f"{edition}/daftar.ndjson").splitlines()]
    if not rows:
        return ["the list is empty: nothing was checked"]
    said = [columns.of(row) for row in rows]
    return by_metadata(base, edition, said) + workbook(edition, said) + in_libreoffice(edition)


def by_metadata(base: str, edition: str, said: list[dict]) -> list[str]:
    """Both tables, read as their metadata says; it is found as a reader finds it, by Link."""
    with tempfile.TemporaryDirectory() as folder:
        for file in FILES:
            with web.get(f"{edition}/{file}") as answer:
                # The reader takes a byte order mark for a part of the first heading.
                Path(folder, file).write_bytes(answer.read().removeprefix(BOM_UTF8))
                link = re.match(r'<([^>]+)>; rel="describedby"', answer.headers.get("Link", ""))
            if link is None:
                return [f"{file} does not name its metadata in Link"]
        metadata = json.dumps(as_it_reads(web.value(base + link.group(1))))
        Path(folder, "metadata.json").write_text(metadata)
        with web.serving(folder) as address:
            group = csvw_functions.create_annotated_table_group(
                f"{address}/metadata.json", validate=True
            )
    wrong = []
    if len(group["tables"]) != len(FILES):
        wrong.append(f"the metadata describe {len(group['tables'])} tables")
    for table in group["tables"]:
        name = table["url"].rsplit("/", 1)[-1]
        cells = [cell for row in table["rows"] for cell in row["cells"]]
        wrong += [f"{name}: {error}" for cell in cells for error in cell["errors"]]
        headings = [column["titles"][0]["@value"] for column in table["columns"]]
        read = [{cell["column"]["name"]: parsed(cell) for cell in row["cells"]} for row in table["rows"]]
        expected = [{column: typed(value) for column, value in row.items()} for row in said]
        wrong += [f"{name}: {what}" for what in unlike(headings, read, expected)]
    return wrong


def parsed(cell: dict):
    """What the reader has of a cell, with its type; several values as one."""
    value = cell["value"]
    if not isinstance(value, list):
        return value and (value["@type"], bare(value["@value"]))
    texts = [one["@value"] for one in value]
    separator = columns.SEPARATORS[cell["column"]["name"]]
    return (TYPES[str], bare(separator.join(texts))) if texts else None


def typed(value):
    """The same of what the NDJSON says."""
    if value is None:
        return None
    # It stands for nothing, too; the reader knows one such value (see `as_it_reads`).
    value = TAKEN_DOWN if value is columns.WITHHELD else value
    return TYPES[type(value)], value.isoformat() if isinstance(value, datetime.date) else value


def bare(value):
    """A value without the one quote that stands before what a spreadsheet could run."""
    return value.removeprefix("'") if isinstance(value, str) else value


def as_it_reads(part, name: str = ""):
    """The metadata without what the reader does not know of the standard: keys in any order beside
    `@value`, and several values that stand for nothing (it is given the empty one)."""
    if isinstance(part, list):
        return part[0] if name == "null" and part else [as_it_reads(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: as_it_reads(part[key], key) for key in sorted(part, key="@value".__ne__)}


def workbook(edition: str, said: list[dict]) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(web.body(f"{edition}/daftar.xlsx")))
    sheet = book.worksheets[0]
    wrong = []
    if len(book.worksheets) != 1 or sheet.freeze_panes != "A2" or sheet.auto_filter.ref != sheet.dimensions:
        wrong.append("it is not one sheet with a heading that stays and a filter over all of it")
    lines = list(sheet.iter_rows())
    if any(cell.data_type == "f" for line in lines for cell in line):
        wrong.append("a cell is a formula")
    headings = [cell.value for cell in lines[0]]
    read = [dict(zip(columns.COLUMNS, (of_cell(cell) for cell in line))) for line in lines[1:]]
    shown = [
        {name: TAKEN_DOWN if value is columns.WITHHELD else value for name, value in row.items()}
        for row in said
    ]
    return [f"daftar.xlsx: {what}" for what in wrong + unlike(headings, read, shown)]


def in_libreoffice(edition: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in (*FILES, "daftar.xlsx")]
        for file in files:
            file.write_bytes(web.body(f"{edition}/{file.name}"))
        for form in ("csv", "xlsx"):
            # In a name of its own: what it is converted to is called the same.
            files.append(Path(folder, f"register-{form}.{form}"))
            papers.kecuali("export", "--internal", "--format", form, "--out", str(files[-1]))
        return opened.unlike(files, Path(folder))


def of_cell(cell):
    """Its value; a day where a person sees one, a time of day never."""
    if cell.data_type == "d" and cell.value.time() == datetime.time() and "yy" in cell.number_format:
        return cell.value.date()
    return cell.value


def unlike(headings: list, read: list[dict], expected: list[dict]) -> list[str]:
    """Where a table is not the list: its headings, the number of its rows, its cells."""
    if headings != columns.HEADINGS:
        return [f"the headings are {headings}"]
    if len(read) != len(expected):
        return [f"{len(read)} rows, the list has {len(expected)}"]
    wrong = []
    for number, (row, values) in enumerate(zip(read, expected), 1):
        wrong += [
            f"row {number}, {name}: {row.get(name)!r} instead of {value!r}"
            for name, value in values.items()
            if row.get(name) != value or type(row.get(name)) is not type(value)
        ]
        if list(row) != list(values):
            wrong.append(f"row {number} has the columns {list(row)}")
    return wrong[:10]
