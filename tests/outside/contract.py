"""Schemathesis: whatever is asked, the server answers as its OpenAPI document says."""

import os
import subprocess
import sys
from pathlib import Path

import web

# Refusals of ours that the tool does not know: an event that is unknown (410), an address that is
# too long (414).
SETTINGS = """
[checks]
negative_data_rejection.expected-statuses = [400, 404, 405, 410, 414]

[parameters]
"path.id" = "{id}"
"path.issue" = "{issue}"
"""

# Bounded: enough to try every parameter with odd values, seconds rather than minutes.
EXAMPLES = "25"
SEED = "20251126"
# A schema cannot say that cursors and events are names which the server gave out: one that was made
# up is refused, however well it is spelled.
NOT_ASKED = "positive_data_acceptance"


def check(base: str) -> list[str]:
    row = web.value(f"{base}/api/v1/entries?limit=1")["entries"][0]
    work = Path(os.environ["OUTSIDE_WORK"])
    settings = work / "schemathesis.toml"
    settings.write_text(SETTINGS.format(id=row["id"], issue=row["determination"]["issue"]))
    program = Path(sys.executable).with_name("schemathesis")
    ran = subprocess.run(
        [
            program, "--config-file", settings.resolve(),
            "run", f"{base}/api/v1/openapi.json", "--url", base,
            "--exclude-checks", NOT_ASKED, "--phases", "examples,coverage,fuzzing",
            "--max-examples", EXAMPLES, "--seed", SEED, "--workers", "2", "--no-color",
            "--generation-database", "none",
        ],
        capture_output=True, text=True, cwd=work, timeout=900, check=False,
    )
    return [] if ran.returncode == 0 else ran.stdout.splitlines()[-120:] + ran.stderr.splitlines()
