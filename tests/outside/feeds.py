"""feedparser and the rules of RFC 4287, RFC 5005, RFC 6721 and JSON Feed 1.1."""

import re
import xml.etree.ElementTree as xml
from urllib.parse import urlsplit

import feedparser

import web

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
PAGES = 50


def check(base: str) -> list[str]:
    return atom(base) + json_feed(base) + sitemap(base)


def atom(base: str) -> list[str]:
    wrong, seen, address = [], set(), f"{base}/umpan.atom"
    for _ in range(PAGES):
        text = web.body(address)
        parsed = feedparser.parse(text)
        if parsed.bozo:
            wrong.append(f"{address}: {parsed.bozo_exception}")
        feed = xml.fromstring(text)
        wrong += one_each(feed, address, "id", "title", "updated")
        if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
            wrong.append(f"{address}: no link to itself")
        for entry in feed.findall(f"{ATOM}entry"):
            wrong += one_each(entry, address, "id", "title", "updated")
            named = entry.findtext(f"{ATOM}id")
            if named in seen:
                wrong.append(f"{address}: {named} comes twice")
            seen.add(named)
            if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
                wrong.append(f"{address}: {named} has no author")
        for gone in feed.findall(TOMBSTONE):
            if not gone.get("ref") or not MOMENT.fullmatch(gone.get("when", "")):
                wrong.append(f"{address}: a removal without ref and when")
        older = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "prev-archive"]
        if not older:
            return wrong
        address = here(base, older[0].get("href"))
    return wrong + [f"more than {PAGES} archives"]


def one_each(element, address: str, *names: str) -> list[str]:
    wrong = [
        f"{address}: {len(found)} {name}"
        for name in names
        if len(found := element.findall(ATOM + name)) != 1
    ]
    updated = element.findtext(f"{ATOM}updated", "")
    return wrong + ([] if MOMENT.fullmatch(updated) else [f"{address}: updated is {updated!r}"])


def json_feed(base: str) -> list[str]:
    with web.get(f"{base}/umpan.json") as answer:
        kind = answer.headers.get_content_type()
    feed = web.value(f"{base}/umpan.json")
    wrong = [] if kind == "application/feed+json" else [f"umpan.json is {kind}"]
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        wrong.append("umpan.json: version or title")
    items = feed["items"]
    for item in items:
        if not isinstance(item.get("id"), str) or not ({"content_text", "content_html"} & set(item)):
            wrong.append(f"umpan.json: an item without id or content: {item}")
        if "date_published" in item and not MOMENT.fullmatch(item["date_published"]):
            wrong.append(f"umpan.json: date_published is {item['date_published']!r}")
    if len({item["id"] for item in items}) != len(items):
        wrong.append("umpan.json: an id comes twice")
    return wrong if items else wrong + ["umpan.json is empty: nothing was checked"]


def sitemap(base: str) -> list[str]:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = xml.fromstring(web.body(f"{base}/sitemap.xml"))
    addresses = [address.text for address in root.iter(f"{space}loc")]
    if not addresses:
        return ["sitemap.xml names no page"]
    wrong = []
    for address in addresses[:500]:
        with web.get(here(base, address)) as answer:
            if answer.status != 200:
                wrong.append(f"sitemap.xml: {address}: {answer.status}")
    return wrong


def here(base: str, address: str) -> str:
    """An address of the site, whatever name it goes by in public."""
    parts = urlsplit(address)
    return base + parts.path + (f"?{parts.query}" if parts.query else "")
