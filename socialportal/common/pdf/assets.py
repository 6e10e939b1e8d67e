"""The only source the engine can read: byte strings in memory, by name."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

# A name that can never be looked up (RFC 2606); relative addresses in the document resolve on it.
BASE_URL = "https://assets.invalid/"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
}


class Refused(ValueError):
    """The address is not one of the document's own assets."""


def asset_name(url: str) -> str | None:
    """`asset:a.css`, `https://assets.invalid/a.css` → `a.css`; None for every other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme == "asset" and not parts.netloc:
        return unquote(parts.path).lstrip("/")
    if f"{parts.scheme}://{parts.netloc}/" == BASE_URL:
        return unquote(parts.path).lstrip("/")
    return None


class AssetFetcher(URLFetcher):
    """Serves `assets` and refuses the rest; remembers what was refused."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Raises Refused (WeasyPrint goes on without the thing) for all that is not an asset."""
        name = asset_name(url)
        body = self.assets.get(name) if name is not None else None
        if body is None or name is None:
            if url[:200] not in self.refused:
                self.refused.append(url[:200])
            raise Refused(url[:200])
        kind = _TYPES.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")
        return URLFetcherResponse(url, body, {"Content-Type": kind})
