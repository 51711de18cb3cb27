"""The list as a table: csvw-functions reads the CSV by its metadata, openpyxl the XLSX; both say
what the NDJSON says."""

import csv
import io
import json
import tempfile
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
    wrong = [sentence for file in FILES for sentence in by_metadata(base, file, len(rows))]
    return wrong + workbook(base, rows)


def by_metadata(base: str, file: str, expected: int) -> list[str]:
    address = f"{base}{LATEST}/{file}"
    link = web.get(address).headers.get("Link", "")
    if "describedby" not in link:
        return [f"{file} does not name its metadata in Link"]
    described = link.split("<", 1)[1].split(">", 1)[0]
    if described.startswith("/"):
        described = base + described
    with tempfile.TemporaryDirectory() as folder:
        table, metadata = Path(folder, file), Path(folder, f"{file}-metadata.json")
        table.write_bytes(web.body(address))
        metadata.write_bytes(web.body(described))
        group = csvw_functions.create_annotated_table_group(str(metadata), validate=True)
        read = [row for table in group["tables"] for row in table["rows"]]
        errors = [
            f"{file}: {error}"
            for table in group["tables"]
            for row in table["rows"]
            for cell in row["cells"]
            for error in cell["errors"]
        ]
    if len(read) != expected:
        errors.append(f"{file}: {len(read)} rows, the list has {expected}")
    return errors


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
