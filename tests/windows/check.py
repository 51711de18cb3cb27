"""An office whose PC is Wine's: `check.py KECUALI_EXE FOLDER`, the folder of the Linux programs.

It is set up, drafts in its pages, brings a list along and syncs with a server, all on loopback.
Prints what does not hold; exit code 1 if anything does not.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from pages import Pages
from world import Wine, World

DRAFT = "Rekam medis pegawai KPU Kabupaten Serang"
LISTED = "Soal seleksi “badan adhoc”"
RECEIVED = "semua yang ditulis di sini sudah diterima nasional"


def main() -> int:
    exe, programs = Path(sys.argv[1]), Path(sys.argv[2])
    library = exe.parent.parent / "bcryptprimitives.dll"
    with tempfile.TemporaryDirectory(prefix="kecuali-windows-") as folder, World(folder, programs) as world:
        stick = Path(folder) / "stick"
        stick.mkdir()
        wine = Wine(world, Path(shutil.copy(exe, stick)), library)
        for part in [is_named, starts, set_up, drafts, opens_beside, ends, imports, hands_over, syncs, brings_its_own]:
            began = time.monotonic()
            try:
                part(world, wine)
            except Exception as error:
                print(f"windows: {part.__name__}: FAILED: {type(error).__name__}: {error}", flush=True)
                return 1
            print(f"windows: {part.__name__}: ok ({time.monotonic() - began:.1f} s)", flush=True)
    return 0


def hold(what, sentence: str) -> None:
    if not what:
        raise AssertionError(sentence)


def is_named(_world, wine) -> None:
    """What Windows shows of the file itself: the icon, and under Properties what it is."""
    program = wine.exe.read_bytes()
    icon = (Path(__file__).parents[2] / "client/windows/kecuali.ico").read_bytes()
    hold(icon[icon.index(b"\x89PNG"):] in program, "the icon is in it")
    for text in ["Kecuali, register informasi yang dikecualikan", "VS_VERSION_INFO"]:
        hold(text.encode("utf-16-le") in program, f"`{text}` is in it")


def starts(_world, wine) -> None:
    wine.prepare()
    said = wine.run("--version")
    hold(said.startswith("kecuali "), "the program says its version")
    version = "ProductVersion\0".encode("utf-16-le"), said.split()[1].encode("utf-16-le")
    _, found, rest = wine.exe.read_bytes().partition(version[0])
    hold(found and version[1] in rest[:64], "and so does the file")


def set_up(world, wine) -> None:
    """What is set up without --data lies in %LOCALAPPDATA%."""
    world.begin()
    wine.json("init", "--trust-root", wine.path("root.json"), "--office", "3604", "--server", world.address)
    wine.json("join", "--person", "siti:Siti Aminah:PPID:ppid", "--out", wine.path("join.json"))
    world.grant("join.json")
    stores = list(wine.local_data().glob("*.sqlite"))
    hold(stores, f"the store lies in {wine.local_data()}")
    hold(not list(wine.exe.parent.glob("kecuali-data*")), "nothing was made beside the program")


def drafts(_world, wine) -> None:
    """The first page, and an entry by its form."""
    pages = wine.pages = Pages(wine.serve())
    hold("KPU Kabupaten Serang" in pages.first, "the first page names the office")
    pages.send("/siapa", "/siapa", siapa="siti")
    page = pages.send("/entri/baru/ubah", "/entri/baru/ubah", information=DRAFT, period="5 tahun")
    hold("Tersimpan di komputer ini." in page, "a draft is kept")
    hold(DRAFT in pages.get("/daftar"), "the register lists it")


def opens_beside(_world, wine) -> None:
    """A second start says where the first is, and its link logs in there."""
    second = wine.link_in(wine.run("serve", "--no-browser"))
    hold(second.split("/masuk")[0] == wine.link.split("/masuk")[0], "it is the same address")
    hold(DRAFT in Pages(second).get("/daftar"), "its link logs in")


def ends(_world, wine) -> None:
    """Ctrl-C ends it; what was saved is there when it starts again, at the same address."""
    first = wine.link.split("/masuk")[0]
    hold(wine.interrupt() == 0, "Ctrl-C ends it as done")
    again = wine.serve()
    hold(again.split("/masuk")[0] == first, "the port is that of the last time")
    wine.pages = Pages(again)
    hold(DRAFT in wine.pages.get("/daftar"), "what was saved is there")


def imports(world, wine) -> None:
    """A list is read by a child of the program, in the encoding that Excel on Windows writes."""
    rows = f"Informasi;Jangka waktu\r\n{LISTED};5 tahun\r\n"
    world.path("daftar.csv").write_bytes(rows.encode("cp1252"))
    wine.json("import", wine.path("daftar.csv"), "--yes")
    hold(LISTED in wine.pages.get("/daftar"), "it stands in the register")


def hands_over(world, wine) -> None:
    """Files that leave the PC: a workbook, a paper, and a copy that is put back, while the pages are served."""
    wine.json("export", "--format", "xlsx", "--out", wine.path("daftar.xlsx"))
    hold(world.path("daftar.xlsx").read_bytes().startswith(b"PK"), "a workbook is written")
    wine.json("print", "list", "--all-with", "draft", "--out", wine.path("daftar.pdf"))
    hold(world.path("daftar.pdf").read_bytes().startswith(b"%PDF"), "a paper is written")
    wine.json("backup", wine.path("copy"))
    wine.json("--data", wine.path("restored"), "restore", wine.path("copy"))
    hold(DRAFT in wine.run("--data", wine.path("restored"), "entry", "list"), "a copy is put back")


def syncs(world, wine) -> None:
    """What was written waits, goes to the server, and is stamped."""
    before = world.records()
    wine.pages.send("/siapa", "/siapa", siapa="siti")
    page = wine.pages.send("/sinkron", "/sinkron/sekarang")
    hold(RECEIVED in page, "nothing waits any more")
    hold(wine.interrupt() == 0, "it ends")
    hold(world.records() > before, "the server has it, and it is what was signed")


def brings_its_own(_world, wine) -> None:
    """With a folder beside it, the same program is another office's."""
    beside = wine.exe.parent / "kecuali-data"
    beside.mkdir()
    wine.json("init", "--trust-root", wine.path("root.json"), "--office", "3319")
    hold(list(beside.glob("*.sqlite")), f"the store lies in {beside}")


if __name__ == "__main__":
    sys.exit(main())
