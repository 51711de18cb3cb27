"""axe-core in headless Chromium: nothing that a person with a disability trips over (WCAG 2.2 AA),
on every page, wide and narrow. The browser is driven by `pages.mjs`."""

import os
import subprocess
from pathlib import Path


def check(base: str) -> list[str]:
    ran = subprocess.run(
        ["node", str(Path(__file__).with_name("pages.mjs").resolve()), base],
        capture_output=True, text=True, timeout=900, check=False,
        env=os.environ | {"OUTSIDE_WORK": str(Path(os.environ["OUTSIDE_WORK"]).resolve())},
    )
    if ran.returncode == 0:
        return []
    return ran.stdout.splitlines() + ran.stderr.splitlines()[-20:]
