"""HTML to PDF. Only the worker imports this: WeasyPrint, Pango and a stranger's text stay in a process of their own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pyphen
from weasyprint import CSS, HTML
from weasyprint import Attachment as EmbeddedFile
from weasyprint.text.fonts import FontConfiguration

from socialportal.common import hyphenation

from . import markup
from .archival import Finisher, end_streams_clearly
from .assets import BASE_URL, AssetFetcher
from .tags import recorded

_VARIANT = "pdf/a-3a"


def compose(
    html: str,
    *,
    sheet: str,
    assets: Mapping[str, bytes],
    files: Sequence[tuple[Mapping[str, str], bytes]],
    about: Mapping[str, str],
) -> tuple[bytes, int, list[str]]:
    """The PDF, its number of pages, and the addresses in the text that were not served.

    `sheet` comes before the document's own style sheets (the fonts). `files` are embedded: (`name`, `mime`,
    `description`) and content. `about` has `title`, `author`, `description`, `language`, `accent` and `created`
    (UTC, ISO 8601 to the second with Z).
    """
    _hyphenate_danish()
    end_streams_clearly()
    fetcher = AssetFetcher(assets)
    fonts = FontConfiguration()
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    document.base_url = BASE_URL  # whatever a <base> said
    markup.prepare(document.etree_element, language=about["language"], accent=about["accent"])
    first = CSS(string=sheet, base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
    laid_out = document.render(font_config=fonts, stylesheets=[first], pdf_variant=_VARIANT)
    _describe(laid_out.metadata, about)
    created = dt.datetime.fromisoformat(about["created"])
    with recorded() as record:
        pdf = laid_out.write_pdf(
            pdf_variant=_VARIANT,
            attachments=[_embedded(file, data, created) for file, data in files],
            finisher=Finisher({file["name"]: file["mime"] for file, _data in files}, record),
        )
    return pdf, len(laid_out.pages), fetcher.refused


class _DanishPatterns(pyphen.HyphDict):
    """Pyphen's patterns, asked for one part of a compound at a time."""

    def positions(self, word: str) -> list[pyphen.DataInt]:
        found = hyphenation.divisions(word, super().positions)
        return [pyphen.DataInt(position) for position in found]


def _hyphenate_danish() -> None:
    path = pyphen.LANGUAGES["da"]
    pyphen.hdcache[path] = _DanishPatterns(path)


def _describe(metadata: Any, about: Mapping[str, str]) -> None:
    metadata.title = about["title"]
    metadata.authors = [about["author"]]
    metadata.description = about["description"]
    metadata.generator = "Socialportal"
    metadata.lang = about["language"]
    metadata.created = metadata.modified = about["created"]
    metadata.keywords, metadata.attachments, metadata.custom = [], [], {}


def _embedded(file: Mapping[str, str], data: bytes, created: dt.datetime) -> EmbeddedFile:
    return EmbeddedFile(
        string=data,
        base_url=BASE_URL,
        url_fetcher=AssetFetcher({}),
        name=file["name"],
        description=file["description"],
        created=created,
        modified=created,
        relationship="Data",
    )
