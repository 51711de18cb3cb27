"""The list as a table: csvw-functions reads the CSV by its metadata, openpyxl the XLSX; both say
what the NDJSON says."""

import csv
import io
import json
import re
import tempfile
from codecs import BOM_UTF8
from pathlib import Path

import openpyxl
from csvw_functions import csvw_functions

import web

LATEST = "/api/v1/snapshots/latest"
FILES = ["daftar.csv", "daftar-excel.csv"]


def check(base: str) -> list[str]:
    rows = [json.loads(line) for line in web.body(f"{base}{LATEST}/daftar.ndjson").splitlines()]
    if not rows:
        return ["the list is empty: nothing was checked"]
    return by_metadata(base, len(rows)) + workbook(base, rows)


def by_metadata(base: str, expected: int) -> list[str]:
    """Both tables, read as their metadata says; it is found as a reader finds it, by Link."""
    with tempfile.TemporaryDirectory() as folder:
        for file in FILES:
            with web.get(f"{base}{LATEST}/{file}") as answer:
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
        if len(table["rows"]) != expected:
            wrong.append(f"{name}: {len(table['rows'])} rows, the list has {expected}")
        cells = [cell for row in table["rows"] for cell in row["cells"]]
        wrong += [f"{name}: {error}" for cell in cells for error in cell["errors"]]
    return wrong


def as_it_reads(part, name: str = ""):
    """The metadata without what the reader does not know of the standard: keys in any order beside
    `@value`, and several values that stand for nothing (it is given the empty one)."""
    if isinstance(part, list):
        return part[0] if name == "null" and part else [as_it_reads(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: as_it_reads(part[key], key) for key in sorted(part, key="@value".__ne__)}


def workbook(base: str, rows: list) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(web.body(f"{base}{LATEST}/daftar.xlsx")))
    sheet = book.worksheets[0]
    wrong = []
    if sheet.freeze_panes is None:
        wrong.append("daftar.xlsx: the header is not frozen")
    cells = [cell for line in sheet.iter_rows() for cell in line]
    if any(cell.data_type == "f" for cell in cells):
        wrong.append("daftar.xlsx: a cell is a formula")
    plain = io.StringIO(web.body(f"{base}{LATEST}/daftar.csv").decode("utf-8"))
    table = list(csv.reader(plain))
    if sheet.max_row < len(table):
        wrong.append(f"daftar.xlsx: {sheet.max_row} lines, the CSV has {len(table)}")
    shown = {str(cell.value) for cell in cells if cell.value is not None}
    missing = [row["id"] for row in rows if row["id"] not in shown]
    if missing:
        wrong.append(f"daftar.xlsx: these rows are not in it: {missing[:5]}")
    texts = [row["information"] for row in rows if isinstance(row.get("information"), str)]
    lost = [text for text in texts if text not in shown]
    return wrong + [f"daftar.xlsx: not in it: {text!r}" for text in lost[:5]]
