"""Pictures made for tests."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A plain picture of a kind; `options` go to Pillow."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 90, 140)).save(out, kind, **options)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A JPEG."""
    return picture("JPEG", size, **options)


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    """As a browser would send it."""
    return SimpleUploadedFile(name, content)


def scanned(times: int, size: tuple[int, int] = (3000, 3000)) -> bytes:
    """A progressive JPEG whose last scan comes so many times more: small, and very slow to read."""
    whole = jpeg(size, progressive=True)
    start = whole.rfind(b"\xff\xc4", 0, whole.rfind(b"\xff\xda"))
    return whole[:-2] + whole[start:-2] * times + whole[-2:]
