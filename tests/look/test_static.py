"""Static files as production serves them: every file that is named is there, and they are light."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

SHEETS = ["dkfds/css/dkfds.min.css", "portal/portal.css", "portal/components.css", "portal/forms.css"]
MOST_BYTES = 70_000  # CSS and script of a page, gzipped


@pytest.fixture
def collected(tmp_path: Path, settings: Any) -> Path:
    """collectstatic with the storage of production, which fails when a style sheet names a file that is not there."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "socialportal.common.storage.StaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_everything_named_is_there_and_light(collected: Path, settings: Any) -> None:
    assert sum(len(gzip.compress((collected / sheet).read_bytes())) for sheet in SHEETS) < MOST_BYTES
    for page in ("500.html", "503.html"):
        source = (settings.BASE_DIR / "templates" / page).read_text(encoding="utf-8")
        for address in re.findall(r'"/static/([^"]+)"', source):
            assert (collected / address).is_file(), address


@pytest.mark.parametrize("name", ["portal", "components", "forms", "print"])
def test_our_style_sheets_fetch_nothing_from_others_and_block_no_text(name: str, settings: Any) -> None:
    css = (settings.BASE_DIR / "static" / "portal" / f"{name}.css").read_text(encoding="utf-8")
    assert "@import" not in css
    assert not re.search(r"url\([\"']?(https?:)?//", css)
    assert css.count("@font-face") == css.count("font-display: swap")
    assert css.count("{") == css.count("}")
