"""`scrapy genspider -t feed|sitemap|listing|wordpress NAME DOMAIN`: a spider with TODOs to fill."""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import scrapy
from scrapy.commands.genspider import Command as ScrapysCommand

from newscrawl.cli import Exit, fail, own_package, refuse_leftovers

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Command(ScrapysCommand):
    """Scrapy's own, with our templates beside its own, and failures that are failures."""

    requires_project = True

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_leftovers(args, 2)
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list or opts.dump:
            super().run(args, opts)
            return
        if len(args) != 2:
            fail("what is it called, and where? genspider -t TEMPLATE NAME DOMAIN", Exit.USAGE)
        assert self.settings is not None
        if self.settings["NEWSPIDER_MODULE"] == "newscrawl.spiders":
            package = own_package(self.settings)
            self.settings.set("NEWSPIDER_MODULE", package.__name__, priority="cmdline")
            if package.__file__ is None:  # Scrapy asks a package for its file
                Path(package.__path__[0], "__init__.py").touch()
                del sys.modules[package.__name__]
        if self._find_template(opts.template) is None:
            fail(f"no template {opts.template}; there are {', '.join(sorted(self._templates()))}", Exit.USAGE)
        if self._ours(opts.template) and not _NAME.fullmatch(args[0]):
            fail(
                f"a spider's name is its file's: lower-case letters, digits and _, not {args[0]!r}",
                Exit.USAGE,
            )
        with contextlib.redirect_stdout(io.StringIO()):  # Scrapy says so on standard output
            exists = not opts.force and self._spider_exists(args[0])
        if exists:
            fail(f"{args[0]} exists already; --force writes it anew", Exit.USAGE)
        super().run(args, opts)

    def _ours(self, template: str) -> bool:
        return (self._folders[0] / f"{template}.tmpl").exists()

    @property
    def _folders(self) -> tuple[Path, Path]:
        assert self.settings is not None
        return Path(self.settings["TEMPLATES_DIR"]), Path(scrapy.__path__[0], "templates", "spiders")

    def _templates(self) -> set[str]:
        return {path.stem for folder in self._folders for path in folder.glob("*.tmpl")}

    def _find_template(self, template: str) -> Path | None:
        named = Path(template)
        if named.suffix == ".tmpl" and named.exists():
            return named
        found = (folder / f"{template}.tmpl" for folder in self._folders)
        return next((path for path in found if path.exists()), None)

    def _list_templates(self) -> None:
        print("Available templates:")
        for name in sorted(self._templates()):
            print(f"  {name}")

    def _generate_template_variables(
        self, module: str, name: str, url: str, template_name: Any
    ) -> dict[str, Any]:
        told = super()._generate_template_variables(module, name, url, template_name)
        words = "".join(part.capitalize() for part in re.split(r"[_\W]+", name))
        return dict(told) | {"classname": f"{words}Spider", "url": url.rstrip("/")}
