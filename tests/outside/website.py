"""`docs/website/kecuali-dik.php` under a stock PHP: it shows what was verified and nothing else, and
goes on showing it while the server is away; so do the recipe with curl and whatever a server can give."""

import http.server
import subprocess
import tempfile
import threading
from pathlib import Path

import editions
import puller
import recipe
import web

PULLER = Path(__file__).parents[2] / "docs/website/kecuali-dik.php"
SHOWN, NOTHING, OLD_COPY = 0, 1, 3
# What is changed on the way: a bit of which file, after which bytes (where they stand last).
LIES = {
    "a signature": ("manifest.json", b'"signature":"'),
    "the name of a file": ("manifest.json", b'"name":"'),
    "the number of rows": ("manifest.json", b'"rows":'),
    "a row": ("daftar.ndjson", b'"information":"'),
}


class Between(http.server.ThreadingHTTPServer):
    """Stands between the puller and the server, and can lie or go away."""

    def __init__(self, base: str):
        super().__init__(("127.0.0.1", 0), Relay)
        self.base, self.mode, self.asked = base, "honest", []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Relay(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.mode == "away":
            self.close_connection = True
            return
        answer = bytearray(web.body(self.server.base + self.path))
        file, after = LIES.get(self.server.mode, ("", b""))
        if file and self.path.endswith(file):
            answer[answer.rindex(after) + len(after)] ^= 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def check(base: str) -> list[str]:
    manifest = web.value(f"{base}/api/v1/snapshots/latest/manifest.json")
    between = Between(base)
    try:
        return story(between, manifest["key"]) + older() + puller.check() + recipe.check(between)
    finally:
        between.shutdown()


def story(between: Between, key: str) -> list[str]:
    wrong = []

    def holds(what: str, held: bool):
        if not held:
            wrong.append(what)

    with tempfile.TemporaryDirectory() as cache:
        def pull(mode: str, key: str = key, folder: str = cache, seconds: int = 0, office: str = ""):
            between.mode = mode
            arguments = {
                "server": between.address, "root": editions.root_id(), "key": key, "cache": folder,
                "office": office, "seconds": str(seconds),
            }
            return subprocess.run(
                ["php", str(PULLER), *(f"--{name}={value}" for name, value in arguments.items())],
                capture_output=True, text=True, timeout=60, check=False,
            )

        for lie in LIES:
            told = pull(lie, folder=f"{cache}/{lie}")
            holds(f"{lie} was changed, and it is shown: {told.stdout[:300]}", told.returncode == NOTHING)
        foreign = pull("honest", key="00" * 32, folder=f"{cache}/foreign")
        holds("a list of another key is shown", foreign.returncode == NOTHING)

        whole = pull("honest")
        holds(f"the list is not shown: {whole.stdout[:300]} {whole.stderr[:300]}", whole.returncode == SHOWN)
        holds("it does not say of which day it is", "data per tanggal" in whole.stdout)
        one = pull("honest", office="3604")
        holds("an office's list lacks what holds for all", 0 < rows(whole) <= rows(one))
        holds("there was a warning", not whole.stderr + one.stderr)

        asked = len(between.asked)
        holds("a fresh copy is asked for again", pull("honest", seconds=600).stdout == whole.stdout
              and len(between.asked) == asked)
        away = pull("away")
        holds("the copy is not shown while the server is away", away.returncode == OLD_COPY)
        holds("it is another list while the server is away",
              away.stdout.startswith(whole.stdout.strip().removesuffix("</div>")) and rows(away) > 0)
        holds("a manifest that was changed on the way replaces the copy",
              pull("a signature").returncode == OLD_COPY)

        copy = Path(cache, "copy")
        kept = bytearray(copy.read_bytes())
        kept[-10] ^= 1
        copy.write_bytes(kept)
        holds("a damaged copy is shown", pull("away").returncode == NOTHING)
    return wrong


def rows(shown: subprocess.CompletedProcess) -> int:
    return shown.stdout.count("<tr><td>")


# A list, the one that is kept, and whether it must not take its place: a day earlier, an event
# earlier of one start of the server, and another start on the same day, which nobody can compare.
OLDER = [
    ("aa.9", "2026-11-25", "aa.8", "2026-11-26", True),
    ("aa.9", "2026-11-26", "aa.10", "2026-11-26", True),
    ("aa.11", "2026-11-26", "aa.10", "2026-11-26", False),
    ("bb.1", "2026-11-26", "aa.10", "2026-11-26", False),
]


def older() -> list[str]:
    wrong = []
    for event, day, kept, kept_day, expected in OLDER:
        edition, copy = [
            f"['event' => '{one}', 'day' => '{of}']" for one, of in [(event, day), (kept, kept_day)]
        ]
        code = f"require '{PULLER}'; echo kecuali_dik_is_older({edition}, {copy}) ? 'yes' : 'no';"
        said = subprocess.run(["php", "-r", code], capture_output=True, text=True, check=True).stdout
        if (said == "yes") != expected:
            wrong.append(f"whether {event} of {day} is older than {kept} of {kept_day}: {said!r}")
    return wrong
