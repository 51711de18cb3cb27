"""axe-core in headless Chromium: nothing that a person with a disability trips over (WCAG 2.2 AA),
on a page of every kind, wide and narrow. The browser is driven by `pages.mjs`. What is written of
the site shows pictures of these pages and no others.

`OUTSIDE_WORK=target/outside pages.py target/debug` draws them anew, with the Python that `run` made."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
KEPT = DOCS / "pictures"
# What the pictures weigh together, and each, at most.
MOST_BYTES = 2_500_000
MOST_OF_ONE = 120_000


def check(base: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        wrong = look(base, folder)
        return wrong + shown(set(pictures(folder)))


def look(base: str, folder: str) -> list[str]:
    """Looks at the pages, their pictures into a folder, and gives what is wrong."""
    ran = subprocess.run(
        ["node", str(Path(__file__).with_name("pages.mjs").resolve()), base],
        capture_output=True, text=True, timeout=900, check=False,
        env=os.environ | {
            "OUTSIDE_WORK": str(Path(os.environ["OUTSIDE_WORK"]).resolve()),
            "KECUALI_PICTURES": folder,
        },
    )
    if ran.returncode == 0:
        return []
    return ran.stdout.splitlines() + ran.stderr.splitlines()[-20:]


def pictures(folder: str | Path) -> dict[str, int]:
    """The pictures in a folder, and what each weighs; whatever lies there is one."""
    return {path.name: path.stat().st_size for path in Path(folder).iterdir() if path.suffix != ".md"}


def named() -> dict[str, str]:
    """The pictures that pages of the documentation show, each with a page that does."""
    found = {}
    for page, prefix in ((DOCS / "SITE.md", "pictures/"), (KEPT / "README.md", "")):
        text = page.read_text(encoding="utf-8")
        found |= {name: page.name for name in re.findall(rf"!\[[^\]]+\]\({prefix}([\w.-]+)\)", text)}
    return found


def shown(drawn: set[str]) -> list[str]:
    """What is wrong with the pictures that are kept, where `drawn` are those that were drawn now."""
    kept, named_by = pictures(KEPT), named()
    wrong = [f"{page} shows {name}, which is not kept" for name, page in named_by.items() if name not in kept]
    wrong += [f"{name} is kept and drawn from no page" for name in kept.keys() - drawn]
    wrong += [f"no page of the documentation shows {name}" for name in drawn - named_by.keys()]
    wrong += [f"{name} weighs {size} bytes, more than {MOST_OF_ONE}" for name, size in kept.items() if size > MOST_OF_ONE]
    if (weight := sum(kept.values())) > MOST_BYTES:
        wrong.append(f"the pictures of the site weigh {weight} bytes, more than {MOST_BYTES}")
    return wrong


def draw(programs: str) -> int:
    # It imports this file, which it must not while it is imported itself.
    import check as checks

    with checks.story(Path(programs)) as base, tempfile.TemporaryDirectory() as folder:
        wrong = look(base, folder)
        for name in pictures(KEPT):
            (KEPT / name).unlink()
        for name in pictures(folder):
            shutil.copy(Path(folder) / name, KEPT / name)
        wrong += shown(set(pictures(folder)))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(draw(sys.argv[1]))
