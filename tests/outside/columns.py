"""The columns of the list as a table, each with its heading and what a row of the NDJSON says in it:
a text, several, a number, a day, nothing, or that it was taken down."""

import datetime

WITHHELD = object()
TEXTS, CODES = "; ", " "
# What stands between the values of a cell that has several.
SEPARATORS = {"legal_basis": TEXTS, "legal_basis_id": CODES, "exceptions": TEXTS, "exceptions_id": CODES, "gaps": TEXTS}
KINDS = {"national": "Nasional", "office": "Kantor"}


def member(*path: str):
    """The member of a member, where there is one; where one was taken down, so are those in it."""
    def read(row: dict):
        value = row
        for name in path:
            value = value.get(name)
            if value is None:
                return None
            if isinstance(value, dict) and "withheld" in value:
                return WITHHELD
        return value
    return read


def several(list_name: str, name: str):
    def read(row: dict):
        values = member(list_name)(row)
        return [one[name] for one in values if name in one] if isinstance(values, list) else values
    return read


def day(*path: str):
    def read(row: dict):
        value = member(*path)(row)
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    return read


COLUMNS = {
    "id": ("Nomor tetap", member("id")),
    "kind": ("Jenis", lambda row: KINDS[row["kind"]]),
    "handle": ("Sebutan", member("handle")),
    "office": ("Kode kantor", member("office", "id")),
    "region_code": ("Kode wilayah", member("office", "code")),
    "office_name": ("Kantor", member("office", "name")),
    "information": ("Informasi", member("information")),
    "description": ("Uraian informasi", member("description")),
    "document_type": ("Jenis dokumen", member("document_type")),
    "legal_basis": ("Dasar hukum", several("legal_basis", "text")),
    "legal_basis_id": ("Dasar hukum (kode)", several("legal_basis", "id")),
    "consequence_if_opened": ("Konsekuensi bila dibuka", member("consequence_if_opened")),
    "consequence_if_closed": ("Konsekuensi bila ditutup", member("consequence_if_closed")),
    "period": ("Jangka waktu", member("period", "text")),
    "ends": ("Hari terakhir berlaku", day("period", "ends")),
    "exceptions": ("Tidak dikecualikan bila", several("exceptions", "text")),
    "exceptions_id": ("Tidak dikecualikan bila (kode)", several("exceptions", "id")),
    "determination": ("Keputusan", member("determination", "text")),
    "determination_number": ("Nomor keputusan", member("determination", "number")),
    "determination_year": ("Tahun keputusan", member("determination", "year")),
    "determination_day": ("Tanggal keputusan", day("determination", "day")),
    "determination_authority": ("Kode kantor yang menetapkan", member("determination", "authority")),
    "determination_issue": ("Catatan keputusan", member("determination", "issue")),
    "determination_item": ("Butir", member("determination", "item")),
    "determination_title": ("Judul keputusan", member("determination", "title")),
    "responsible_position": ("Penanggung jawab", member("responsible_position")),
    "gaps": ("Kekurangan pencatatan dari kertas", several("gaps", "text")),
    "status": ("Status", member("status", "text")),
    "status_since": ("Status dalam daftar sejak", day("status_since")),
    "updated": ("Diperbarui", day("updated")),
    "event": ("Peristiwa", member("event")),
}
HEADINGS = [heading for heading, _ in COLUMNS.values()]


def of(row: dict) -> dict:
    """What a row says in each column, in their order; several texts as one, as a cell has them."""
    values = {name: read(row) for name, (_, read) in COLUMNS.items()}
    return {
        name: (SEPARATORS[name].join(value) or None) if isinstance(value, list) else value
        for name, value in values.items()
    }
