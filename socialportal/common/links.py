"""Addresses that people outside have written. Pure."""

from urllib.parse import urlsplit


def web_address(written: str) -> str:
    """The address, when it is one of a page on the web (http or https, with a host); else nothing."""
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return ""
    return written.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""
