"""Plays the story, then holds what its server publishes against the tools of others, and the office
program against what an old PC has.

`check.py FOLDER` with the folder of the programs `kecuali-demo`, `kecuali-server` and `kecuali`.
Each check is a file with `check(base)`, which gives the list of what is wrong.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import contract
import dcat
import feeds
import offices
import oldpc
import pages
import papers
import sheets
import web
import website

CHECKS = [contract, sheets, dcat, feeds, pages, papers, website, oldpc, offices]
STORY_SECONDS = 600
FILES_SECONDS = 60
# The key of KPU RI that determines in the story.
DETERMINES = "iman"
# What the site calls itself: feeds, site map and catalogue name absolute addresses.
PUBLIC = "https://dik.example.go.id"


def main() -> int:
    with story(Path(sys.argv[1])) as base:
        return hold(base)


@contextlib.contextmanager
def story(programs: Path):
    """The address of a server over what the story left."""
    with tempfile.TemporaryDirectory() as folder:
        demo = programs / "kecuali-demo"
        played = [demo, "--exit", "--dir", folder]
        subprocess.run(played, check=True, timeout=STORY_SECONDS, stdout=subprocess.DEVNULL)
        os.environ["OUTSIDE_PROGRAMS"] = str(programs)
        os.environ["OUTSIDE_CLIENT"] = str(demo)
        os.environ["OUTSIDE_ROOT"] = f"{folder}/play/root.json"
        with serving(programs / "kecuali-server", f"{folder}/play/server") as base:
            take_down(programs / "kecuali", f"{folder}/play/RI", base)
            wait_for_files(base)
            yield base


@contextlib.contextmanager
def serving(program: Path, data: str):
    """The server over what the story left, on a port that the system picks."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [program, "--data", data, "serve", "--listen", "127.0.0.1:0", "--public-url", PUBLIC],
            stderr=subprocess.PIPE, env=os.environ | {"KECUALI_SERVER_LOG_FORMAT": "json"},
        )
        try:
            for line in server.stderr:
                if address := json.loads(line).get("fields", {}).get("address"):
                    break
            else:
                raise SystemExit("tests/outside: the server ended")
            # Somebody has to read what it says, or it waits for a reader.
            reader = subprocess.Popen(["cat"], stdin=server.stderr, stdout=log)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()
        reader.wait()


def take_down(program: Path, ri: str, base: str):
    """What the story does not tell: KPU RI takes a field of a national row off the list."""
    rows = web.value(f"{base}/api/v1/entries?kind=national")["entries"]
    of = rows[0]["determination"]
    why = ["--field", "description", "--reason", "Memuat nama orang", "--yes", "--as", DETERMINES]
    run(program, ri, "determination", "takedown", of["number"], "--item", str(of["item"]), *why)
    run(program, ri, "sync", "--server", base)


def run(program: Path, office: str, *order: str):
    command = [program, "--data", office, "--no-input", *order]
    subprocess.run(command, check=True, timeout=STORY_SECONDS, stdout=subprocess.DEVNULL)


def wait_for_files(base: str):
    """Until the files of the list are of its last event, as the rest of the answers are."""
    until = time.monotonic() + FILES_SECONDS
    while web.value(f"{base}/api/v1/snapshots")["latest"] != web.value(f"{base}/api/v1/entries?limit=1")["event"]:
        if time.monotonic() > until:
            raise SystemExit("tests/outside: the server does not print the last edition")
        time.sleep(0.2)


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
