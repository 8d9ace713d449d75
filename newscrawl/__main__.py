"""The `newscrawl` command, also as `python -m newscrawl`.

Apart from cli.py, which loads Scrapy: Ctrl-C meanwhile ends it as at any other time.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Load the program and run a command; a Ctrl-C while it loads ends it with 130."""
    try:
        from newscrawl.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
