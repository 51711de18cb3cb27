"""Two offices and KPU RI in their pages: the story of `office/story.mjs` in headless Chromium, and
the guide, which shows pictures of that story and no others.

`OUTSIDE_WORK=target/outside offices.py target/debug` draws the pictures of the guide anew."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
GUIDE = HERE.parents[1] / "docs" / "panduan"
# What pages look like follows from these.
LOOKS = [HERE.parents[1] / "client" / name for name in ("templates", "assets")]
# Which of them the pictures were drawn from.
FROM = GUIDE / "gambar" / "dari.txt"
AGAIN = "OUTSIDE_WORK=target/outside tests/outside/offices.py target/debug draws them again"
STORY_SECONDS = 1800
# What the pictures of the guide weigh together, at most.
MOST_BYTES = 6_000_000
MOST_OF_ONE = 120_000


def check(base: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        wrong = story(os.environ["OUTSIDE_PROGRAMS"], folder)
        return wrong + guide(set(pictures(folder)))


def looks() -> str:
    """What all templates and assets come to."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in LOOKS for path in folder.rglob("*") if path.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def story(programs: str, pictures: str) -> list[str]:
    """Plays the story, its pictures into a folder, and gives what is wrong."""
    ran = subprocess.run(
        ["node", str(HERE / "office" / "story.mjs"), programs],
        capture_output=True, text=True, timeout=STORY_SECONDS, check=False,
        env=os.environ | {
            "OUTSIDE_WORK": str(Path(os.environ["OUTSIDE_WORK"]).resolve()),
            "KECUALI_PICTURES": pictures,
        },
    )
    if ran.returncode == 0:
        return []
    return ran.stdout.splitlines() + ran.stderr.splitlines()[-20:]


def named() -> dict[str, str]:
    """The pictures that the guide shows, each with a page that does."""
    found = {}
    for page in sorted(GUIDE.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        found |= {name: page.name for name in re.findall(r"!\[[^\]]+\]\(gambar/([^)]+)\)", text)}
    return found


def pictures(folder: str | Path) -> dict[str, int]:
    """The pictures in a folder and below it, and what each weighs."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in Path(folder).rglob("*.jpg")}


def guide(drawn: set[str]) -> list[str]:
    """What is wrong with the pictures of the guide, where `drawn` are those of the story."""
    kept = pictures(GUIDE / "gambar")
    shown = named()
    wrong = [f"{page} shows {name}, which is not kept" for name, page in shown.items() if name not in kept]
    wrong += [f"{page} shows {name}, which no scene draws" for name, page in shown.items() if name not in drawn]
    wrong += [f"no page of the guide shows {name}" for name in kept if name not in shown]
    if not FROM.exists() or FROM.read_text(encoding="utf-8").strip() != looks():
        wrong.append(f"templates or assets have changed since the pictures were drawn: {AGAIN}")
    pages = {name for name in drawn if name.startswith("halaman/")}
    wrong += [f"halaman.md does not show {name}, which was looked at" for name in pages - shown.keys()]
    wrong += [f"{name} weighs {size} bytes, more than {MOST_OF_ONE}" for name, size in kept.items() if size > MOST_OF_ONE]
    if (weight := sum(kept.values())) > MOST_BYTES:
        wrong.append(f"the pictures of the guide weigh {weight} bytes, more than {MOST_BYTES}")
    return wrong


def draw(programs: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        wrong = story(programs, folder)
        drawn = pictures(folder)
        shutil.rmtree(GUIDE / "gambar", ignore_errors=True)
        for name in named().keys() & drawn.keys():
            (GUIDE / "gambar" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(folder) / name, GUIDE / "gambar" / name)
        FROM.write_text(looks() + "\n", encoding="utf-8")
    wrong += guide(set(drawn))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(draw(sys.argv[1]))
