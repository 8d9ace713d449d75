"""Loads spiders a file at a time: a broken one is named and stops no other."""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from scrapy.spiderloader import SpiderLoader

_OURS = "newscrawl.spiders"
logger = logging.getLogger(__name__)


class OutletLoader(SpiderLoader):
    """Scrapy's loader over SPIDER_MODULES, each file for itself.

    `broken` maps the modules that could not be imported to what was wrong.
    """

    def __init__(self, settings: Any) -> None:
        self.broken: dict[str, str] = {}
        super().__init__(settings)

    @property
    def spider_modules(self) -> list[str]:
        """Our outlets first, then the user's own, however these were named."""
        return self._spider_modules

    @spider_modules.setter
    def spider_modules(self, named: list[str]) -> None:
        self._spider_modules = list(dict.fromkeys([_OURS, *named]))

    def _load_all_spiders(self) -> None:
        for name in self.spider_modules:
            for module in self._modules(name):
                self._load_spiders(module)
        self._check_name_duplicates()

    def _modules(self, name: str) -> Iterator[ModuleType]:
        package = self._import(name)
        if package is None:
            return
        yield package
        for found in pkgutil.iter_modules(getattr(package, "__path__", ())):
            module = self._import(f"{name}.{found.name}")
            if module is not None:
                yield module

    def _import(self, name: str) -> ModuleType | None:
        try:
            return import_module(name)
        except Exception as error:
            # Whatever a user's file raises when it is read, the other outlets still run.
            self.broken[name] = f"{type(error).__name__}: {error}"
            logger.error("spider file %s cannot be loaded: %s", name, self.broken[name])
            return None
