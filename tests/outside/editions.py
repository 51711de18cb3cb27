"""Editions of a list in a folder, as a server answers them, signed by a key of this test: for what
no story has, a country's length and an older one."""

import hashlib
import json
import os
import struct
import subprocess
from pathlib import Path

ROOT = "5a" * 32
DAY = "2026-11-26"
SIGN = """
$pair = sodium_crypto_sign_seed_keypair(str_repeat('k', 32));
$signature = sodium_crypto_sign_detached(stream_get_contents(STDIN), sodium_crypto_sign_secretkey($pair));
echo bin2hex(sodium_crypto_sign_publickey($pair)), ' ', bin2hex($signature);
"""
# About as long as a row of KPU's own determinations.
CONSEQUENCE = "Dapat mengungkapkan rahasia pribadi seseorang yang wajib dilindungi. " * 10


def publish(folder: str | Path, event: str, lines: list[bytes]) -> str:
    """Puts an edition in the folder, the latest of it, and gives the key that signed it."""
    rows = b"".join(lines)
    file = {
        "bytes": len(rows), "media_type": "application/x-ndjson", "name": "daftar.ndjson",
        "sha256": hashlib.sha256(rows).hexdigest(),
    }
    edition = {"day": DAY, "digest": "00" * 32, "event": event, "files": [file], "rows": len(lines)}
    key, signature = signed(edition)
    manifest = {"edition": edition, "grants": [], "key": key, "signature": signature}
    for name in ("latest", event):
        at = Path(folder, "api/v1/snapshots", name)
        at.mkdir(parents=True, exist_ok=True)
        (at / "manifest.json").write_text(json.dumps(manifest, separators=(",", ":")))
    (at / "daftar.ndjson").write_bytes(rows)
    return key


def signed(edition: dict) -> list[str]:
    """The key, and its signature over an edition (docs/PROTOCOL.md, 9.6)."""
    files = []
    for file in edition["files"]:
        files += [file["name"].encode(), file["media_type"].encode()]
        files += [struct.pack(">Q", file["bytes"]), bytes.fromhex(file["sha256"])]
    whole = framed(
        b"kecuali/1/files", bytes.fromhex(ROOT), edition["event"].encode(), edition["day"].encode(),
        struct.pack(">Q", edition["rows"]), bytes.fromhex(edition["digest"]), framed(*files),
    )
    return subprocess.run(
        ["php", "-r", SIGN], input=whole, capture_output=True, check=True
    ).stdout.decode().split()


def framed(*fields: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def row(office: int | None, number: int) -> bytes:
    """A row of an office by its number, or one that holds for all; its information is its name."""
    national = {"id": "RI", "name": "Nasional"}
    own = {"code": f"{office or 0:04}"[:2] + "." + f"{office or 0:04}"[2:], "id": f"{office or 0:04}"}
    name = f"{'RI' if office is None else own['id']}-{number}"
    return json.dumps({
        "id": name, "kind": "national" if office is None else "office", "information": f"<{name}>",
        "office": national if office is None else own, "period": {"text": "selama lima tahun"},
        "consequence_if_opened": CONSEQUENCE, "consequence_if_closed": CONSEQUENCE,
        "legal_basis": [{"id": "uu-14-2008:17.h", "text": "UU 14/2008 Pasal 17 huruf h"}],
        "determination": {"text": "Keputusan KPU Nomor 1 Tahun 2026"},
    }).encode() + b"\n"


def root_id() -> str:
    """The name of the story's trust root: its first version under a hash (docs/PROTOCOL.md, 1 and 4)."""
    first = json.loads(Path(os.environ["OUTSIDE_ROOT"]).read_text())["versions"][0]["root"]
    canonical = json.dumps(first, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(framed(b"kecuali/1/root", canonical.encode())).hexdigest()
