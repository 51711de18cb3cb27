"""LibreOffice, as an office has it: opens what we wrote, and writes what it understood in a form that
is read here."""

import os
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
# How a table of text is read: what stands between cells, what around them, UTF-8, from row one.
CSV = "CSV:{},34,76,1"


def converted(files: list[Path], form: str, folder: Path, reading: str = "") -> dict[str, Path]:
    """Files in another form, by their names without their ends; one that it does not open is missing.

    It has a folder of its own for its settings: another one that is open on the machine neither hears
    of it nor is in its way."""
    with tempfile.TemporaryDirectory(dir=os.environ["OUTSIDE_WORK"]) as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).resolve().as_uri()}", "--headless", "--norestore"]
        command += [f"--infilter={reading}"] if reading else []
        command += ["--convert-to", form, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    made = {file.stem: folder / f"{file.stem}.{form}" for file in files}
    return {name: file for name, file in made.items() if file.exists()}
