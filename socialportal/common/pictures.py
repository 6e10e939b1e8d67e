"""Pictures that people upload: judged by what is in them, and made anew, so that nothing else comes along: no place where
it was taken, no second file on its back.
"""

import io
import re
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from . import jpeg

FORMATS = ("PNG", "JPEG", "WEBP")
ACCEPT = "image/png,image/jpeg,image/webp"
MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE  # of a logo
MOST_BYTES_OF_PHOTO = 10 * MEGABYTE
MOST_PIXELS = 16_000_000  # 4,000 × 4,000: decided from the file's head, before anything is unpacked
MOST_PIXELS_OF_JPEG = 64_000_000  # what telephones take; a JPEG can be read at an eighth of its size
QUALITY = 85
TOO_LARGE = "Billedet er for stort. Vælg et på højst 4.000 × 4.000 punkter."
NO_PICTURE = "Filen er ikke et billede, portalen kan læse. Vælg en PNG-, JPEG- eller WebP-fil."
TWO_THINGS = "Filen er to slags filer i én, og sådan en tager portalen ikke imod. Gem billedet som nyt, og prøv igen."
_WHITE = (255, 255, 255, 255)
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|\?php|iframe|body)\b", re.IGNORECASE)
_EDGE = 4096  # no browser looks further for markup
_ARCHIVE_TAIL = 0xFFFF + 22  # an archive is read from its end
_PDF_HEAD = 1024  # where a reader looks for the beginning of a PDF


def clean_png(upload: UploadedFile, *, longest_side: int, name: str) -> ContentFile:
    """The picture as a new PNG of at most `longest_side` pixels each way, without anything but its pixels.

    Raises ValidationError in Danish for what is no picture, of another kind (SVG may carry script), or too big.
    """
    bare = _bare(upload, longest_side, most_bytes=MOST_BYTES)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=name)


def clean_jpeg(upload: UploadedFile, *, longest_side: int, name: str) -> ContentFile:
    """A photograph as a new JPEG of at most `longest_side` pixels each way; what was transparent is white.

    Raises ValidationError as `clean_png` does, and for a picture that is something else to another program.
    """
    upload.seek(0)
    _one_thing(upload.read(MOST_BYTES_OF_PHOTO + 1))
    bare = _bare(upload, longest_side, most_bytes=MOST_BYTES_OF_PHOTO)
    paper = Image.new("RGBA", bare.size, _WHITE)
    paper.alpha_composite(bare)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=name)


def _bare(upload: UploadedFile, longest_side: int, *, most_bytes: int) -> Image.Image:
    """The pixels, turned the right way up and made small enough, without anything that came with them."""
    if not upload.size or upload.size > most_bytes:
        told = f"Filen fylder for meget. Vælg et billede på højst {most_bytes // MEGABYTE} MB."
        raise ValidationError(told if upload.size else "Filen er tom. Vælg en anden.")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limits below are lower than Pillow's
            picture = Image.open(upload, formats=FORMATS)
        with picture:
            if picture.width * picture.height > _most_pixels(picture, upload):
                raise ValidationError(TOO_LARGE)
            picture.draft("RGB", (longest_side * 2, longest_side * 2))
            small = ImageOps.exif_transpose(picture)
            small.thumbnail((longest_side, longest_side))
            small = small.convert("RGBA")
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_LARGE) from error
    except Exception as error:  # what is broken in a picture's tags comes out of Pillow as errors of any kind
        raise ValidationError(NO_PICTURE) from error
    return Image.frombytes("RGBA", small.size, small.tobytes())


def _most_pixels(picture: Image.Image, upload: UploadedFile) -> int:
    """How large it may be: a JPEG that is gone over once is read small, one that comes bit by bit lies whole in memory first.

    Raises ValidationError for one that is gone over so often that reading it is an attack.
    """
    if picture.format not in ("JPEG", "MPO"):
        return MOST_PIXELS
    upload.seek(0)
    number = jpeg.scans(upload.read())
    if number > jpeg.MOST_SCANS:
        raise ValidationError(NO_PICTURE)
    return MOST_PIXELS_OF_JPEG if number == 1 else MOST_PIXELS


def _one_thing(content: bytes) -> None:
    """Not a picture to one program and something else to another. Raises ValidationError."""
    archive = b"PK\x05\x06" in content[-_ARCHIVE_TAIL:]
    markup = _MARKUP.search(content[:_EDGE]) or _MARKUP.search(content[-_EDGE:])
    if content.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")) and (
        archive or markup or b"%PDF-" in content[:_PDF_HEAD]
    ):
        raise ValidationError(TWO_THINGS)
