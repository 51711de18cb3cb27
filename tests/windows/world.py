"""KPU RI and a server on this machine, and a Windows beside them that lives in one folder."""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
from pathlib import Path

SECONDS = 120


class Program:
    """A program that goes on, read line by line until one of them says what is looked for."""

    def __init__(self, command: list, find: str, stream: str, env: dict):
        self.process = subprocess.Popen(command, env=env, text=True, encoding="utf-8", **{stream: subprocess.PIPE})
        lines = getattr(self.process, stream)
        late = threading.Timer(SECONDS, self.process.kill)
        late.start()
        for line in lines:
            if found := re.search(find, line):
                self.found = found[1]
                break
        else:
            raise AssertionError(f"{command[0]} ended and never said {find}")
        late.cancel()
        # Somebody has to read what it says, or it waits for a reader.
        threading.Thread(target=lines.read, daemon=True).start()

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(SECONDS)


class World:
    def __init__(self, folder: str, programs: Path):
        self.folder, self.programs = Path(folder), programs.resolve()
        self.server, self.ends = None, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for end in reversed(self.ends):
            end()

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(self, program: str, data: str, *words) -> str:
        command = [self.programs / program, "--data", self.path(data), *words]
        return said(command, os.environ.copy())

    def begin(self) -> None:
        """KPU RI sets itself and the server up, and the server answers."""
        self.run("kecuali", "RI", "init", "--root-out", self.path("root.json"),
                 "--person", "adi:Adi Nugroho:Kepala Biro:administrator")
        key = json.loads(self.run("kecuali-server", "server", "init", "--trust-root", self.path("root.json")))["key"]
        self.run("kecuali", "RI", "roster", "grant", "--server", key, "--yes")
        command = [self.programs / "kecuali-server", "--data", self.path("server"), "serve", "--listen", "127.0.0.1:0"]
        env = os.environ | {"KECUALI_SERVER_LOG_FORMAT": "json"}
        self.server = Program(command, r'"address":"([^"]+)"', "stderr", env)
        self.ends.append(lambda: self.server.end(signal.SIGKILL))
        self.address = f"http://{self.server.found}"
        self.run("kecuali", "RI", "sync", "--server", self.address)

    def records(self) -> int:
        """How many records the server has, read again from scratch."""
        return int(self.run("kecuali-server", "server", "verify").split()[0])

    def grant(self, request: str) -> None:
        self.run("kecuali", "RI", "roster", "grant", self.path(request))
        self.run("kecuali", "RI", "sync")


class Wine:
    """The office's PC. Its disk lies in the folder of the world; there is no screen."""

    def __init__(self, world: World, exe: Path, library: Path):
        self.world, self.exe, self.library, self.prefix = world, exe, library, world.path("prefix")
        self.program = self.link = self.pages = None
        away = ("DISPLAY", "WAYLAND_DISPLAY", "KECUALI_DATA")
        self.env = {name: value for name, value in os.environ.items() if name not in away} | {
            "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "WINEARCH": "win64",
            # Neither .NET nor a browser of Wine's own is looked for, and no menu is written.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        }

    def prepare(self) -> None:
        """Makes the disk."""
        self.world.ends.append(self.off)
        subprocess.run(["wine", "wineboot", "--init"], env=self.env, check=True, timeout=300, capture_output=True)
        system = self.prefix / "drive_c/windows/system32" / self.library.name
        if not system.exists():
            shutil.copy(self.library, system)

    def off(self) -> None:
        """Ends what runs on this disk, and nothing else."""
        subprocess.run(["wineserver", "-k"], env=self.env, check=False, timeout=60, capture_output=True)

    def path(self, name: str) -> str:
        """A file of this machine as Windows names it."""
        return "Z:" + str(self.world.path(name)).replace("/", "\\")

    def local_data(self) -> Path:
        """%LOCALAPPDATA%\\kecuali of whoever works there."""
        found = self.prefix.glob("drive_c/users/*/AppData/Local/kecuali")
        return next(found, self.prefix / "nowhere")

    def run(self, *words: str) -> str:
        return said(["wine", self.exe, *words], self.env)

    def json(self, *words: str):
        shown = self.run("--json", *words)
        return json.loads(shown) if shown else None

    def serve(self) -> str:
        """Starts the pages, and gives the link that logs in."""
        command = ["wine", self.exe, "serve", "--no-browser", "--no-sync"]
        self.program = Program(command, r"(http://127\.0\.0\.1:\d+/masuk\S*)", "stdout", self.env)
        self.link = self.program.found
        return self.link

    def link_in(self, shown: str) -> str:
        return re.search(r"http://127\.0\.0\.1:\d+/masuk\S*", shown)[0]

    def interrupt(self) -> int:
        """As Ctrl-C does."""
        return self.program.end(signal.SIGINT)


def said(command: list, env: dict) -> str:
    ran = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS)
    if ran.returncode != 0:
        raise AssertionError(f"{Path(command[0]).name} {' '.join(map(str, command[1:]))}: exit {ran.returncode}: {ran.stderr or ran.stdout}")
    return ran.stdout
