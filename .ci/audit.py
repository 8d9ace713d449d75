"""Known holes in what a lock file names; 1 when there is one but those SECURITY.md says are never mended.

    python .ci/audit.py requirements.lock

The advisories lie with the package index or at OSV.  Whether they can be read
from here, an old release with known holes tells: where none is found in it,
nothing would be found in any, so it says that and ends with 0.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

KNOWN = "scrapy==2.11.0\n"
SERVICES = ("osv", "pypi")
ANSWERED = re.compile(r"\b(?:GHSA(?:-[0-9a-z]{4}){3}|PYSEC-\d+-\d+|CVE-\d+-\d+)\b")
FOUND = re.compile(r"^Found \d+ known vulnerabilit", re.MULTILINE)


def audit(service: str, requirements: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip_audit", "--service", service, "--timeout", "10"]
    command += ["--requirement", str(requirements), "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False)


def readable_service() -> str | None:
    """Return where the advisories can be read, None where nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        known.write_text(KNOWN)
        return next((one for one in SERVICES if FOUND.search(audit(one, known).stderr)), None)


def main() -> int:
    lock = Path(sys.argv[1])
    service = readable_service()
    if service is None:
        print("audit: the advisories cannot be read from here; nothing was checked")
        return 0
    lines = (Path(__file__).parents[1] / "SECURITY.md").read_text("utf-8").splitlines()
    answered = {one for line in lines if "never mended" in line for one in ANSWERED.findall(line)}
    ended = audit(service, lock, *(f"--ignore-vuln={one}" for one in sorted(answered)))
    print(ended.stdout + ended.stderr, end="")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
