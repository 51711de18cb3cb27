"""The puller of `docs/website` with editions that no story has: as long as a country's, and newer
ones that do not arrive, on a page of PHP alone and in WordPress (`wordpress.php`)."""

import functools
import json
import re
import resource
import socket
import subprocess
import tempfile
from pathlib import Path

import editions
import web

PULLER = Path(__file__).parents[2] / "docs/website/kecuali-dik.php"
WORDPRESS = Path(__file__).with_name("wordpress.php")
# What a small website's PHP is given, where a country's list is 90 MB.
MEMORY = "24M"
OFFICES, ROWS_OF_ONE, NATIONAL = 514, 100, 12
OLD, NOTHING = "Salinan terakhir yang terverifikasi", "belum dapat ditampilkan"


def plain(address: str, key: str, cache: str, office: str = "", **room) -> subprocess.CompletedProcess:
    given = {"server": address, "root": editions.ROOT, "key": key, "cache": cache, "office": office, "seconds": 0}
    return php(PULLER, *(f"--{name}={value}" for name, value in given.items()), **room)


def wordpress(address: str, key: str, cache: str, office: str = "", **room) -> subprocess.CompletedProcess:
    # The plugin has a folder of its own among the uploads.
    return php(WORDPRESS, PULLER, Path(cache).parent, office, address, editions.ROOT, key, **room)


def php(*command, disk: int | None = None) -> subprocess.CompletedProcess:
    """PHP in a small memory, and with `disk` where no file can grow beyond so many bytes."""
    def bound():
        if disk:
            resource.setrlimit(resource.RLIMIT_FSIZE, (disk, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    return subprocess.run(
        ["php", "-d", f"memory_limit={MEMORY}", "-d", "display_errors=stderr", *command],
        capture_output=True, text=True, timeout=60, check=False,
        # The signal that Python ignores stays ignored, so that writing fails as on a full disk.
        restore_signals=False, preexec_fn=bound,
    )


def check() -> list[str]:
    wrong = []
    for way in (plain, wordpress):
        for part in (country, failures):
            with tempfile.TemporaryDirectory() as site, tempfile.TemporaryDirectory() as uploads:
                wrong += [f"{way.__name__}: {what}" for what in part(way, site, f"{uploads}/kecuali-dik")]
    return wrong


@functools.cache
def country_list() -> list[bytes]:
    own = [editions.row(office, number) for office in range(OFFICES) for number in range(ROWS_OF_ONE)]
    return own + [editions.row(None, number) for number in range(NATIONAL)]


def country(way, site: str, cache: str) -> list[str]:
    """A list as long as a country's, in a small memory, and what is shown of it."""
    lines = country_list()
    key = editions.publish(site, "aa.1", lines)
    with web.serving(site) as address:
        whole = way(address, key, cache)
        one = way(address, key, cache, "00.42")
    every = {f"RI-{number}" for number in range(NATIONAL)}
    own = {f"0042-{number}" for number in range(ROWS_OF_ONE)}
    wrong = [f"a list of {len(lines)} rows: {said.stderr[:300]}" for said in (whole, one) if said.stderr]
    if shown(whole) != every or f"{address}/kantor" not in whole.stdout:
        wrong.append(f"without an office: {len(shown(whole))} rows, or no way to the others")
    if shown(one) != every | own:
        wrong.append(f"of one office: {len(shown(one))} rows")
    if (most := 1 << 20) < max(len(said.stdout) for said in (whole, one)):
        wrong.append(f"a page is longer than {most} bytes")
    return wrong if wrong or way is plain else noted(way, address, key, cache, one)


def noted(way, address: str, key: str, cache: str, before) -> list[str]:
    """A page of an office does not read a country's list again; nor believes what it did not note."""
    copy, notes = Path(cache, "copy"), Path(cache, "rows-0042")
    whole = copy.read_bytes()
    copy.write_bytes(whole.split(b"\n", 1)[0] + b"\n")
    wrong = []
    if shown(way(address, key, cache, "0042")) != shown(before):
        wrong.append("a page of an office reads the whole list")
    forged = notes.read_bytes().replace(b"<0042-7>", b"<forged>")
    notes.write_bytes(forged)
    if NOTHING not in way(address, key, cache, "0042").stdout:
        wrong.append("a row that was put beside the copy is shown")
    copy.write_bytes(whole)
    if shown(way(address, key, cache, "0042")) != shown(before) or notes.read_bytes() == forged:
        wrong.append("what was noted is not mended from the copy")
    return wrong


def failures(way, site: str, cache: str) -> list[str]:
    """Newer editions that do not arrive: the copy stays, and is said to be an older one."""
    Path(cache).mkdir()
    old, new = [editions.row(None, 1), editions.row(7, 1)], [editions.row(None, number) for number in range(2, 200)]
    key = editions.publish(site, "aa.9", old)
    rows = Path(site, "api/v1/snapshots/aa.10/daftar.ndjson")
    wrong = []

    def holds(what: str, said, expected: set[str], is_old: bool):
        if shown(said) != expected or (OLD in said.stdout) != is_old or said.stderr:
            wrong.append(f"{what}: {said.stdout[:300]} {said.stderr[:300]}")
        if left := {"new", "fetched"} & {path.name for path in Path(cache).iterdir()}:
            wrong.append(f"{what}: it leaves {left}")

    with web.serving(site) as address:
        holds("the first edition", way(address, key, cache), {"RI-1"}, False)
        editions.publish(site, "aa.10", new)
        whole = rows.read_bytes()
        for what, sent in {
            "half a list": whole[: len(whole) // 2],
            "another list": whole.replace(b"RI-77", b"RI-78"),
            "a longer list": whole + editions.row(7, 1),
        }.items():
            rows.write_bytes(sent)
            holds(what, way(address, key, cache), {"RI-1"}, True)
        rows.unlink()
        holds("no list", way(address, key, cache), {"RI-1"}, True)
        rows.write_bytes(whole)
        holds("a full disk", way(address, key, cache, disk=len(whole) // 2), {"RI-1"}, True)
        # Whoever stands between may write the same manifest over many lines.
        for manifest in Path(site).rglob("manifest.json"):
            manifest.write_text(json.dumps(json.loads(manifest.read_text()), indent=2) + "\n")
        holds("the newer edition", way(address, key, cache), shown_in(new), False)
        editions.publish(site, "aa.9", old)
        holds("the older edition", way(address, key, cache), shown_in(new), True)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        holds("a server that is away", way(away, key, cache), shown_in(new), True)
    return wrong


def shown(said: subprocess.CompletedProcess) -> set[str]:
    """The rows in a page, by their information."""
    return set(re.findall(r"<td>&lt;([^&]*)&gt;</td>", said.stdout))


def shown_in(lines: list[bytes]) -> set[str]:
    return {name for line in lines for name in re.findall(r'"<([^>]*)>"', line.decode())}


if __name__ == "__main__":
    print("\n".join(check()))
