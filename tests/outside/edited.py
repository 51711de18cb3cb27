"""A paper that is edited: what LibreOffice lays out of its DOCX says the same in the same order, on
pages of the same kind, about as many as our own PDF has."""

import itertools
import re
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

import docx

# How many pages more or fewer than our own: one, and one in so many.
ONE_IN = 6
# How far ink may stand from where it belongs, in points: the side of a letter, the inside of a cell.
SIDE, INSIDE = 1.5, 12
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"


def unlike(edited: Path, theirs: Path, ours: Path, signed: tuple[str, str, str]) -> list[str]:
    """What is wrong with their pages of a document; `signed` is where and when it was, the position
    and the name."""
    document = docx.Document(str(edited))
    pages = [letters(text) for text in output("pdftotext", "-raw", theirs, "-").split("\f")[:-1]]
    wrong, bare = without_furniture(document, pages)
    wrong += in_order(document, bare)
    if not any(stands_together(page, *map(letters, signed)) for page in bare):
        wrong.append(f"no page has all of the signature {signed} below what is signed")
    return wrong + laid_out(document, boxes(theirs), boxes(ours))


def without_furniture(document, pages: list[str]) -> tuple[list[str], list[str]]:
    """Pages without their feet and marks, each of which must be there."""
    wrong, bare = [], []
    trace = letters(document.sections[0].footer.paragraphs[0].text.split("\t")[0])
    marks = {letters(one.header.paragraphs[0].text) for one in document.sections} - {""}
    for number, page in enumerate(pages, 1):
        foot = f"{trace}Halaman{number}dari{len(pages)}"
        if page.count(foot) != 1:
            wrong.append(f"page {number} has not one foot that says which it is")
        page = page.replace(foot, "", 1)
        for mark in marks:
            page = page.removeprefix(mark).removesuffix(mark)
        bare.append(page)
    if len(document.sections) == 1 and any(page.find(mark) >= 0 for mark in marks for page in bare):
        wrong.append("a mark stands among the text")
    return wrong, bare


def in_order(document, pages: list[str]) -> list[str]:
    """Whether pages say what the document does, and a table that goes on has its head again."""
    body, tables = "", []
    for part in document.iter_inner_content():
        begins = len(body)
        if hasattr(part, "rows"):
            # One that is as wide as two columns is named twice.
            cells = {id(cell._tc): cell for row in part.rows for cell in row.cells}
            body += "".join(letters(line.text) for cell in cells.values() for line in cell.paragraphs)
            head = "".join(letters(cell.text) for cell in part.rows[0].cells)
            if part.rows[0]._tr.xpath("w:trPr/w:tblHeader"):
                tables.append((begins, len(body), head))
        else:
            body += letters(part.text)
    at = 0
    for number, page in enumerate(pages, 1):
        for head in [head for begins, ends, head in tables if begins < at < ends]:
            if not page.startswith(head):
                return [f"the table on page {number} goes on without its head"]
            page = page.removeprefix(head)
        if not body.startswith(page, at):
            same = itertools.takewhile(lambda two: two[0] == two[1], zip(page, body[at:]))
            as_far = len(list(same))
            return [f"page {number} says {page[as_far:][:60]!r} instead of {body[at + as_far:][:60]!r}"]
        at += len(page)
    return [f"it ends before {body[at:][:60]!r}"] if at < len(body) or not body else []


def stands_together(page: str, dateline: str, position: str, name: str) -> bool:
    """Whether a name stands on a page below its position, and that below what is signed."""
    above, found, _ = page.partition(name)
    above, signs, _ = above.rpartition(position)
    return bool(found and signs and above.removesuffix(dateline))


def laid_out(document, theirs: list, ours: list) -> list[str]:
    """Their pages beside what the document says of pages, and beside our own."""
    wrong = []
    sides = [[side for side, _ in itertools.groupby(width > height for width, height, _ in pages)] for pages in (theirs, ours)]
    if sides[0] != sides[1]:
        wrong.append(f"the pages lie on their side as {sides[0]}, ours as {sides[1]}")
    if abs(len(theirs) - len(ours)) > 1 + len(ours) // ONE_IN:
        wrong.append(f"{len(theirs)} pages, ours are {len(ours)}")
    said = {one.page_width > one.page_height: one for one in document.sections}
    for number, (width, height, words) in enumerate(theirs, 1):
        one = said[width > height]
        if abs(width - one.page_width.pt) > 1 or abs(height - one.page_height.pt) > 1:
            wrong.append(f"page {number} is {width} x {height}")
        left, right = one.left_margin.pt, width - one.right_margin.pt
        # Marks stand above the text and the foot below it.
        least, most = one.header_distance.pt, height - one.footer_distance.pt
        for x0, y0, x1, y1, word in words:
            if x0 < left - SIDE or x1 > right + SIDE or y0 < least - SIDE or y1 > most + SIDE:
                wrong.append(f"page {number}: {word!r} stands in a margin at {x0}, {y0}")
        if words and min(x0 for x0, *_ in words) > left + INSIDE:
            wrong.append(f"page {number} begins to the right of its margin")
    return wrong[:10]


def boxes(path: Path) -> list[tuple[float, float, list]]:
    """The size of each page, and each of its words with where it stands."""
    # Signs that no XML may hold come as they are.
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", output("pdftotext", "-bbox", path, "-"))
    read = []
    for page in xml.fromstring(text).iter(PAGE):
        words = [(*(float(word.get(edge)) for edge in ("xMin", "yMin", "xMax", "yMax")), word.text) for word in page.iter(WORD)]
        read.append((float(page.get("width")), float(page.get("height")), words))
    return read


def letters(text: str) -> str:
    return "".join(text.split())


def output(*command) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
