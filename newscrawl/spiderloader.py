"""Finds spiders by their files: ours are read when they are asked for, a user's at once.

A broken file is named and stops no other.
"""

from __future__ import annotations

import builtins
import logging
import os
import pkgutil
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes

import newscrawl.spiders

OWN = "NEWSCRAWL_SPIDER_MODULES"  # the environment's word for the user's own spiders
_OURS = newscrawl.spiders.__name__
_said: set[str] = set()  # what was reported broken: a process makes several loaders
logger = logging.getLogger(__name__)


class OutletLoader(SpiderLoader):
    """Scrapy's loader over SPIDER_MODULES, each file for itself.

    Our own files bear their spider's name (a test holds them to it), so one
    of them is found without the 220 others.  `broken` maps the modules that
    could not be imported to what was wrong.
    """

    def __init__(self, settings: Any) -> None:
        self.broken: dict[str, str] = {}
        self._files = [found.name for found in pkgutil.iter_modules(newscrawl.spiders.__path__)]
        super().__init__(settings)

    def list(self) -> list[str]:
        return list(dict.fromkeys([*self._files, *self._spiders]))

    def load(self, spider_name: str) -> type[Spider]:
        """Return a spider's class; raises KeyError where there is none or its file is broken."""
        if spider_name not in self._spiders and spider_name in self._files:
            self._read(f"{_OURS}.{spider_name}")
        return super().load(spider_name)

    def every(self) -> builtins.list[type[Spider]]:
        """Return the class of each spider that can be read, by name."""
        for name in self._files:
            self._read(f"{_OURS}.{name}")
        return [self._spiders[name] for name in sorted(self._spiders)]

    def find_by_request(self, request: Request) -> builtins.list[str]:
        self.every()
        return super().find_by_request(request)

    def _load_all_spiders(self) -> None:
        own = (named for named in self.spider_modules if named != _OURS)
        for module in dict.fromkeys(module for named in own for module in self._modules(named)):
            self._load_spiders(module)
        for name in sorted(self._spiders.keys() & set(self._files)):
            warnings.warn(
                f"{self._spiders[name].__module__} takes the place of the outlet {name}", stacklevel=2
            )
        self._check_name_duplicates()

    def _read(self, name: str) -> None:
        """Read one of our files; a user's outlet of the same name stays."""
        module = self._import(name)
        for spider in iter_spider_classes(module) if module else ():
            self._spiders.setdefault(spider.name, spider)

    def _modules(self, named: str) -> Iterator[ModuleType]:
        package = self._import(named, package_of)
        if package is None:
            return
        yield package
        for found in pkgutil.iter_modules(getattr(package, "__path__", ())):
            module = self._import(f"{package.__name__}.{found.name}")
            if module is not None:
                yield module

    def _import(self, name: str, how: Callable[[str], ModuleType] = import_module) -> ModuleType | None:
        try:
            return how(name)
        except Exception as error:
            # Whatever a user's file raises when it is read, the other outlets still run.
            self.broken[name] = f"{type(error).__name__}: {error}"
            if name not in _said:
                _said.add(name)
                logger.error("spider file %s cannot be loaded: %s", name, self.broken[name])
            return None


def package_of(named: str) -> ModuleType:
    """Import what an entry of SPIDER_MODULES means: a package by its dotted name, or a folder by its path.

    A folder's parent joins the search path, at its end.  Raises ImportError,
    also where another package bears the folder's name.
    """
    if os.sep not in named and not named.startswith("~") and not Path(named).is_dir():
        return import_module(named)
    folder = Path(named).expanduser().resolve()
    if not folder.is_dir():
        raise ImportError("no such folder")
    if str(folder.parent) not in sys.path:
        sys.path.append(str(folder.parent))
    package = import_module(folder.name)
    places = getattr(package, "__path__", ())
    if folder not in (Path(place).resolve() for place in places):
        where = package.__file__ or ", ".join(places)
        raise ImportError(f"{where} is called {folder.name} too: give the folder another name")
    return package
