"""Where a run keeps its things: the output folder, the database, the archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawl.store.database import StoreError, sqlite_url


@dataclass(frozen=True, slots=True)
class Output:
    """OUTPUT_DIR and what stands in it."""

    folder: Path
    database_url: str

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """Return what the settings name; output/ beside scrapy.cfg, else ./output, when they name nothing."""
        named = settings.get("OUTPUT_DIR")
        folder = Path(named).expanduser() if named else _beside_the_project()
        return cls(
            folder.absolute(), settings.get("DATABASE_URL") or sqlite_url(folder.absolute() / "newscrawl.db")
        )

    @property
    def articles(self) -> Path:
        return self.folder / "articles"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def locks(self) -> Path:
        return self.folder / "locks"

    def make(self) -> None:
        """Make the folder; raise StoreError when it cannot be written to."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".writable"
            probe.touch()
            probe.unlink(missing_ok=True)  # several processes may look at the same time
        except OSError as error:
            raise StoreError(
                f"cannot write to the output folder {self.folder}: {error.strerror or error}"
            ) from error


def _beside_the_project() -> Path:
    project = closest_scrapy_cfg()
    return (Path(project).parent if project else Path.cwd()) / "output"
