"""Plays the story, then holds what its server publishes against the tools of others.

`check.py DEMO` with the program that plays the story; `check.py URL ROOT` holds a server that is up
already, with the file of its trust root. Each check is a file with `check(base)`, which gives the list of what is wrong.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import contract
import dcat
import feeds
import pages
import sheets
import website

CHECKS = [contract, sheets, dcat, feeds, pages, website]
# The demo asserts its own steps; here it only has to get there.
STORY_SECONDS = 300


def main() -> int:
    target = sys.argv[1]
    if target.startswith("http://"):
        os.environ["OUTSIDE_ROOT"] = sys.argv[2]
        return hold(target)
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen(
            [target, "--dir", f"{folder}/story"], stdout=subprocess.PIPE, text=True, bufsize=1
        )
        try:
            base = address(demo)
            os.environ["OUTSIDE_ROOT"] = str(next(Path(folder).rglob("root.json")))
            return hold(base)
        finally:
            # The story's own server goes with it.
            demo.terminate()
            demo.wait()


def address(demo: subprocess.Popen) -> str:
    """Where the story's server is, once the story was played."""
    found, until = None, time.monotonic() + STORY_SECONDS
    for line in demo.stdout:
        if heard := re.search(r"http://127\.0\.0\.1:\d+", line):
            found = heard.group()
        if "Ctrl-C" in line and found:
            return found
        if time.monotonic() > until:
            break
    raise SystemExit("tests/outside: the story did not come to its end")


def hold(base: str) -> int:
    failed = 0
    for check in CHECKS:
        began = time.monotonic()
        wrong = check.check(base)
        seconds = time.monotonic() - began
        name = Path(check.__file__).stem
        print(f"outside: {name}: {'FAILED' if wrong else 'ok'} ({seconds:.1f} s)", flush=True)
        for sentence in wrong:
            print(f"    {sentence}", flush=True)
        failed += bool(wrong)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
