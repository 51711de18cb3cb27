"""The recipe with curl in `docs/WEBSITE.md`, word for word: what it leaves on a website is whole and
verified, and stays as it was where anything is wrong or older."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs/WEBSITE.md"
FILES = {"manifest.json", "daftar.csv", "daftar.ndjson", "daftar.xlsx"}
EVENT = re.compile(rb'(?<="event":")(\w+)\.(\d+)(?=")')


def check(between) -> list[str]:
    recipe = re.search(r"^## With curl$.*?^```sh\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    if recipe is None:
        return ["docs/WEBSITE.md has no recipe with curl"]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.environ["OUTSIDE_ROOT"], f"{folder}/root.json")
        return story(between, recipe.group(1), Path(folder))


def story(between, recipe: str, folder: Path) -> list[str]:
    wrong = []
    site = folder / "site"
    site.mkdir()
    manifest = site / "dik" / "manifest.json"

    def run(what: str, mode: str, is_taken: bool):
        between.mode = mode
        before = contents(site)
        ran = subprocess.run(
            ["sh", "-c", recipe], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
            env=os.environ | {
                "SERVER": between.address, "SITE": str(site), "HOME": str(folder),
                "PATH": f"{Path(os.environ['OUTSIDE_PROGRAMS']).resolve()}:{os.environ['PATH']}",
            },
        )
        if (ran.returncode == 0) != is_taken or (contents(site) != before and not is_taken):
            wrong.append(f"the recipe, {what}: {ran.returncode}, {ran.stderr[:300]}")

    run("a server that is away from the first", "away", is_taken=False)
    run("the first time", "honest", is_taken=True)
    whole = contents(site)
    if set(whole) != {f"dik/{name}" for name in FILES}:
        wrong.append(f"the recipe leaves {sorted(whole)}")
        return wrong
    run("again", "honest", is_taken=True)
    for mode in ("away", "a row", "a signature"):
        run(mode, mode, is_taken=False)

    # What is kept came after what the server gives: the next event, or the same of a later day.
    kept = manifest.read_bytes()
    later = EVENT.sub(lambda name: b"%s.%d" % (name[1], int(name[2]) + 1), kept)
    of_later_day = re.sub(rb'(?<="day":")\d+', b"9999", kept)
    for what, newer in {"an older event": later, "an older day": of_later_day}.items():
        manifest.write_bytes(newer)
        run(what, "honest", is_taken=False)
    # Of two starts of the server on one day nobody can say which was first.
    manifest.write_bytes(EVENT.sub(rb"another.99999", kept))
    run("another start of the server", "honest", is_taken=True)
    if contents(site) != whole:
        wrong.append("the recipe leaves something else in the end")
    return wrong


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
