"""What an office prints: poppler reads the PDF, python-docx the DOCX, and both say what the HTML says;
LibreOffice lays the DOCX out as we do (`edited.py`), and the PDF is one for an archive (`archived.py`)."""

import collections
import html.parser
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import docx

import archived
import edited
import libreoffice

OFFICE = "3604"
# Where and when it is signed, as what, and by whom: in letters that no entry has.
PLACE, DAY, POSITION, NAME = "Serang", "2026-11-26", "PPID", "Ŝiti Aminaĥ"
SIGNED = (f"{PLACE}, 26 November 2026", POSITION, NAME)
A4 = {(595, 842), (842, 595)}
# What stands on every page of a PDF, and once in a page for a browser.
FOOT = re.compile(r"Halaman \d+ dari \d+")


def check(_base: str) -> list[str]:
    entries = json.loads(kecuali("entry", "list"))
    own = [entry["entry"] for entry in entries if entry["entry"].startswith(f"{OFFICE}-")]
    if not own:
        return ["the office has no entries: nothing was checked"]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        # What applies an item has no sheet of its own.
        new = [entry["entry"] for entry in entries if entry["entry"] in own and not entry.get("under")]
        papers = printed(own, (new or own)[0], Path(folder))
        for name, paper in papers.items():
            said = words_of_page(Path(f"{paper}.html").read_text())
            wrong += [f"{name}.pdf: {what}" for what in pdf(f"{paper}.pdf", said)]
            wrong += [f"{name}.docx: {what}" for what in document(f"{paper}.docx", said)]
        wrong += archived.unlike([Path(f"{paper}.pdf") for paper in papers.values()], Path(folder))
        wrong += opened(papers, Path(folder))
    return wrong


def printed(own: list[str], tested: str, folder: Path) -> dict[str, Path]:
    """Every kind of paper in every form, by its name."""
    signs = ["--signer", f"{POSITION}={NAME}", "--place", PLACE, "--day", DAY]
    for name, order in {
        "list": ["list", *own],
        "test": ["test", tested],
        "approval": ["approval", *own],
        "minutes": ["minutes", *own],
        "cover": ["cover", *own],
    }.items():
        for form in ("html", "pdf", "docx"):
            kecuali("print", *order, *signs, "--out", f"{folder / name}.{form}")
    return {path.stem: path.with_suffix("") for path in folder.glob("*.docx")}


def opened(papers: dict[str, Path], folder: Path) -> list[str]:
    """What LibreOffice makes of the documents."""
    documents = [Path(f"{paper}.docx") for paper in papers.values()]
    (theirs := folder / "libreoffice").mkdir()
    drawn = libreoffice.converted(documents, "pdf", theirs)
    wrong = [f"LibreOffice does not open {name}.docx" for name in papers if name not in drawn]
    for name, pages in drawn.items():
        own = Path(f"{papers[name]}.docx"), Path(f"{papers[name]}.pdf")
        wrong += [f"{name}.docx in LibreOffice: {what}" for what in edited.unlike(own[0], pages, own[1], SIGNED)]
    if not any(len(edited.boxes(pages)) > 1 for pages in drawn.values()):
        wrong.append("no document is longer than a page: no head of a table was seen again")
    return wrong


def kecuali(*arguments: str) -> str:
    """The program, in the folder that the story left of an office."""
    data = Path(os.environ["OUTSIDE_ROOT"]).with_name(OFFICE)
    command = [os.environ["OUTSIDE_CLIENT"], "client", "--data", data, "--json", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pdf(path: str, said: collections.Counter) -> list[str]:
    """Its pages, its fonts, and that a reader finds every word."""
    wrong = []
    about = output("pdfinfo", path)
    if "Tagged:          yes" not in about or not re.search(r"Title: +\S", about):
        wrong.append(f"not tagged, or without a title: {about}")
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", output("pdfinfo", "-l", "999", path))
    if not sizes or {(round(float(a)), round(float(b))) for a, b in sizes} - A4:
        wrong.append(f"pages are not A4: {sizes}")
    for font in output("pdffonts", path).splitlines()[2:]:
        if not re.search(r"yes yes yes +\d+ +\d+$", font):
            wrong.append(f"not embedded, cut to its letters and readable: {font}")
    text = output("pdftotext", "-raw", path, "-")
    if len(FOOT.findall(text)) != len(sizes):
        wrong.append("not every page says which it is")
    return wrong + missing(said, text)


def document(path: str, said: collections.Counter) -> list[str]:
    """Every word of its body, its headers and its feet."""
    read = docx.Document(path)
    parts = [part for one in read.sections for part in (one.header, one.footer)]
    cells = [cell for table in read.tables for row in table.rows for cell in row.cells]
    lines = [line.text for part in [read, *parts, *cells] for line in part.paragraphs]
    return missing(said, "\n".join(lines))


def missing(said: collections.Counter, text: str) -> list[str]:
    """The words that a text lacks. One that a line does not hold is found without its break."""
    found = collections.Counter(text.split())
    joined = "".join(text.split())
    lacks = [word for word, times in said.items() if found[word] < times and word not in joined]
    return [f"lacks {' '.join(lacks[:20])}"] if lacks or not said else []


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside, self.text = None, []

    def handle_starttag(self, tag, _attributes):
        self.inside = tag
        self.text.append(" ")

    def handle_endtag(self, _tag):
        self.inside = None
        self.text.append(" ")

    def handle_data(self, data):
        if self.inside not in ("style", "title"):
            self.text.append(data)


def words_of_page(text: str) -> collections.Counter:
    page = Page()
    page.feed(text)
    return collections.Counter("".join(page.text).split())
