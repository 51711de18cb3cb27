"""Papers for an archive: qpdf reads every byte of a PDF, and Preflight of Apache PDFBox holds it
against PDF/A.

Preflight knows PDF/A-1 alone, and what we write is PDF/A-2, whose rules are the same for all that
stands in a paper but for one: the list of the letters that a font was cut to, which the first part
asks for and the second does without. It is given each file as if it were of the first part."""

import os
import re
import subprocess
from pathlib import Path

JAVA = Path("/usr/share/java")
# PDFBox names the last two from the time when Java still brought them.
JARS = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"]
PART = b"<pdfaid:part>%d</pdfaid:part>"
# What it says of each file, and of our own files what it must not say.
SAYS = re.compile(r"^The file (\S+\.pdf) is (not )?a valid PDF/A-1b file")
NO_LIST_OF_LETTERS = re.compile(r"^3\.1\.11 : .*CIDSet entry is missing")
OTHER_PART = re.compile(r"^7\.11\.2 : .*part must be 1")


def unlike(files: list[Path], folder: Path) -> list[str]:
    """What is wrong with files as an archive's; `folder` is for what is made of them."""
    wrong = [f"{file.name}: qpdf: {what}" for file in files for what in broken(file)]
    first, second = folder / "first", folder / "second"
    for there, part in ((first, 1), (second, 2)):
        there.mkdir()
        for file in files:
            data = file.read_bytes()
            if data.count(PART % 2) != 1:
                return [f"{file.name} does not say once that it is PDF/A-2"]
            (there / file.name).write_bytes(data.replace(PART % 2, PART % part))
    of_first, of_second = preflight(first), preflight(second)
    for file in files:
        if file.name not in of_first:
            wrong.append(f"{file.name}: Preflight did not look at it")
        said = [what for what in of_first.get(file.name, []) if not NO_LIST_OF_LETTERS.match(what)]
        wrong += [f"{file.name}: Preflight: {what}" for what in said[:5]]
        if not any(OTHER_PART.match(what) for what in of_second.get(file.name, [])):
            wrong.append(f"{file.name}: Preflight does not see of which part it is: nothing was checked")
    return wrong


def broken(file: Path) -> list[str]:
    ran = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return [] if ran.returncode == 0 else ran.stderr.splitlines()[:5]


def preflight(folder: Path) -> dict[str, list[str]]:
    """What it says of each file in a folder, by its name."""
    jars = os.pathsep.join(str(JAVA / f"{jar}.jar") for jar in JARS)
    command = ["java", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", "group", str(folder)]
    said: dict[str, list[str]] = {}
    name = ""
    # It ends with an error where any file is not what it looks for.
    for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines():
        if named := SAYS.match(line):
            name = named[1]
            said[name] = []
        elif line.strip() and name:
            said[name].append(line)
    return said
