"""Serves just the files we use of the npm packages, so that collectstatic does not copy thousands of others."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class NodeModulesFinder(BaseFinder):
    """`settings.NODE_FILES` lists (address prefix, folder in node_modules, glob patterns)."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.sources: list[tuple[str, Path, tuple[str, ...]]] = [
            (prefix, Path(settings.BASE_DIR) / "node_modules" / folder, patterns)
            for prefix, folder, patterns in settings.NODE_FILES
        ]
        super().__init__()

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        for prefix, folder, patterns in self.sources:
            if path.startswith(f"{prefix}/"):
                name = path.removeprefix(f"{prefix}/")
                if any(Path(name).match(pattern) for pattern in patterns) and (folder / name).is_file():
                    found = str(folder / name)
                    return [found] if find_all else found
        return [] if find_all else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        for prefix, folder, patterns in self.sources:
            storage = FileSystemStorage(location=str(folder))
            storage.prefix = prefix  # type: ignore[attr-defined]  # collectstatic reads it
            for pattern in patterns:
                for file in sorted(folder.glob(pattern)):
                    if file.is_file():
                        yield str(file.relative_to(folder)), storage
