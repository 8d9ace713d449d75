"""A short soak: the long one is benchmarks/soak.py alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak.py"


def test_two_thousand_pages_with_faults_leave_nothing_behind() -> None:
    # Caches still fill, and the machine is busy: what a leak costs in 2,000 pages is more than that.
    command = [sys.executable, str(SOAK), "--pages=2000", "--growth=25", "--slower=60"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stdout + ended.stderr
