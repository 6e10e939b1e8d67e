"""Files that people upload, judged by what is in them: a name can say anything.

`checked(upload)` gives the kind of a file that is wholly one thing and holds nothing that runs; else it raises ValidationError
in Danish. Nothing is unpacked to the disk, and no XML is parsed. Pictures that the portal itself shows are made anew
(`pictures.clean_png`); what is checked here is only ever sent back as a file to save.

What a PDF holds inside is left to the reader's own program, as with a PDF from anywhere: signed ones carry attachments.
"""

import hashlib
import re
import secrets
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from PIL import Image, UnidentifiedImageError

from . import jpeg

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = (
    30_000_000  # an A4 page at 500 dpi, a large photograph; told by the file's head, before anything is unpacked
)
MOST_UNPACKED = 80 * 1024 * 1024
MOST_MEMBERS = 2000
LONGEST_NAME = 120

KINDS_TOLD = "PDF, Word (docx), Excel (xlsx), OpenDocument (odt, ods) eller et billede (png, jpg)"
ACCEPT = ".pdf,.docx,.xlsx,.odt,.ods,.png,.jpg,.jpeg"
_ANOTHER_KIND = f"Filen er af en slags, portalen ikke tager imod. Vælg en {KINDS_TOLD}."
_BROKEN = "Filen kan ikke læses. Måske er den gået i stykker undervejs. Gem den igen, og prøv en gang til."
_TWO_THINGS = "Filen er to slags filer i én, og sådan en tager portalen ikke imod. Gem den som ny, og prøv igen."
_TOO_MUCH = "Filen fylder for meget, når den pakkes ud. Del den op i mindre dele."
_RUNS = "Filen indeholder makroer eller andet, der kan køre. Gem den uden, fx som PDF, og prøv igen."
_ZIP_START, _ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_ZIP_END_SIZE = 22  # bytes, without a comment
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|\?php|iframe|body)\b", re.IGNORECASE)
_SNIFFED = 4096  # no browser looks further for markup


@dataclass(frozen=True)
class Kind:
    """A kind of file: the endings its name may have, the first of which it is given, and its media type."""

    endings: tuple[str, ...]
    media_type: str
    name: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
PDF = Kind(("pdf",), "application/pdf", "en PDF")
PNG = Kind(("png",), "image/png", "et PNG-billede")
JPEG = Kind(("jpg", "jpeg"), "image/jpeg", "et JPEG-billede")
DOCX = Kind(("docx",), f"{_OPEN_XML}.wordprocessingml.document", "et Word-dokument")
XLSX = Kind(("xlsx",), f"{_OPEN_XML}.spreadsheetml.sheet", "et Excel-ark")
ODT = Kind(("odt",), f"{_OPEN_DOCUMENT}.text", "et OpenDocument-dokument")
ODS = Kind(("ods",), f"{_OPEN_DOCUMENT}.spreadsheet", "et OpenDocument-ark")


@dataclass(frozen=True)
class Checked:
    """What a file is: its kind, a name that is safe to give back, its size in bytes, and the SHA-256 of its content."""

    kind: Kind
    name: str
    size: int
    checksum: str


class Enough(FileUploadHandler):
    """First in line: what comes after the most a file may fill is not kept anywhere, so that nobody can fill the disk. The
    file is then just too large, and told so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Lets a little more through than is taken."""
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """The file is for those after it."""


def checked(upload: UploadedFile) -> Checked:
    """The file's kind, or a ValidationError that says what is wrong and what to do. The file is left at its start."""
    if not upload.size:
        raise ValidationError("Filen er tom. Vælg en anden.")
    if upload.size > MOST_BYTES:
        raise ValidationError("Filen fylder for meget. Den må højst fylde 10 MB.")
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    upload.seek(0)
    kind = _kind_of(content, upload)
    upload.seek(0)
    ending = PurePosixPath(upload.name or "").suffix.lower().lstrip(".")
    if ending not in kind.endings:
        raise ValidationError(
            f"Filen er {kind.name}, men navnet siger noget andet. Giv den endelsen .{kind.endings[0]}."
        )
    return Checked(kind, safe_name(upload.name or "", kind), len(content), hashlib.sha256(content).hexdigest())


def random_name() -> str:
    """A name to keep a file under, that says nothing and cannot be guessed."""
    return secrets.token_hex(20)


def safe_name(name: str, kind: Kind) -> str:
    """The name as it may be given back: its last part, without marks that mean something to a computer, of a decent length."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = last.rsplit(".", 1)[0]
    plain = "".join(c if c.isalnum() or c in " _-().,§&+" else "_" for c in stem)
    plain = re.sub(r"\s+", " ", plain).strip(" ._")[:LONGEST_NAME].strip(" ._")
    return f"{plain or 'dokument'}.{kind.endings[0]}"


def _kind_of(content: bytes, file: IO[bytes]) -> Kind:
    for start, check in _CHECKS:
        if content.startswith(start):
            return check(content, file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError("Filen er i et gammelt Office-format. Gem den som docx, xlsx eller PDF, og prøv igen.")
    raise ValidationError(_ANOTHER_KIND)


def _no_archive_inside(content: bytes) -> None:
    """An archive is read from its end, so that a picture can have one on its back."""
    if _ZIP_END in content[-(0xFFFF + _ZIP_END_SIZE) :]:
        raise ValidationError(_TWO_THINGS)


# --- PDF --------------------------------------------------------------------------------------------------------------
def _pdf(content: bytes, file: IO[bytes]) -> Kind:
    """From `%PDF-` on the first byte to `%%EOF` on the last."""
    if not re.match(rb"%PDF-[12]\.\d", content):
        raise ValidationError(_BROKEN)
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[-2048:]:
        raise ValidationError(_BROKEN)
    if content[end + 5 :].strip(b"\r\n\t \0") or _MARKUP.search(content[:_SNIFFED]):
        raise ValidationError(_TWO_THINGS)
    _no_archive_inside(content)
    return PDF


# --- Pictures ---------------------------------------------------------------------------------------------------------
def _png(content: bytes, file: IO[bytes]) -> Kind:
    """Chunk by chunk to the last, and nothing after it."""
    place = 8
    while content[place + 4 : place + 8] != b"IEND":
        place += 12 + int.from_bytes(content[place : place + 4], "big")
        if place >= len(content):
            raise ValidationError(_BROKEN)
    if len(content) != place + 12:
        raise ValidationError(_TWO_THINGS)
    _picture(file, "PNG")
    return PNG


def _jpeg(content: bytes, file: IO[bytes]) -> Kind:
    """To the end mark, and nothing after it but padding."""
    if not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise ValidationError(_TWO_THINGS if b"\xff\xd9" in content else _BROKEN)
    _no_archive_inside(content)
    if _MARKUP.search(content[:_SNIFFED]):
        raise ValidationError(_TWO_THINGS)
    if jpeg.scans(content) > jpeg.MOST_SCANS:
        raise ValidationError(_BROKEN)
    _picture(file, "JPEG")
    return JPEG


def _picture(file: IO[bytes], wanted: str) -> None:
    """Can be read from end to end, and is not so large that unpacking it is an attack."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is lower than Pillow's
            picture = Image.open(file, formats=(wanted,))
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("Billedet er for stort. Vælg et på højst 30 millioner punkter, fx 6.000 × 5.000.")
            picture.draft(
                "L", (picture.width // 8 or 1, picture.height // 8 or 1)
            )  # a JPEG is read at an eighth: much quicker
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_BROKEN) from error


# --- Office files: archives -------------------------------------------------------------------------------------------
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}
_RUNNING_PARTS = re.compile(
    r"vbaproject|vbadata|activex|(^|/)(basic|scripts)/|\.(exe|dll|js|vbs|bat|cmd|jar|hta)$|oleobject", re.I
)
_RUNNING_TYPES = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_READ_AT_ONCE = 1 << 16
_SMALL_PART = 1 << 20  # bytes


def _archive(content: bytes, file: IO[bytes]) -> Kind:
    """One archive from the first byte to the last, of moderate size, with an office file's parts and none that run."""
    if content[-_ZIP_END_SIZE : -_ZIP_END_SIZE + 4] != _ZIP_END:
        raise ValidationError(_TWO_THINGS if _ZIP_END in content else _BROKEN)
    listed, begins = (int.from_bytes(content[-10 + n : -6 + n], "little") for n in (0, 4))
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if begins + listed != len(content) - _ZIP_END_SIZE or not members:
                raise ValidationError(_TWO_THINGS)
            _check_members(members, begins)
            kind = _office_kind(archive, members)
            _unpack(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ValidationError(_BROKEN) from error
    return kind


def _check_members(members: list[zipfile.ZipInfo], end: int) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise ValidationError(_TOO_MUCH)
    names = [member.orig_filename for member in members]
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise ValidationError(_ANOTHER_KIND)
    if len({name.casefold() for name in names}) != len(names):
        raise ValidationError(_BROKEN)
    if any(member.flag_bits & 0x1 for member in members):
        raise ValidationError("Filen er beskyttet med adgangskode. Gem den uden, og prøv igen.")
    # One after the other from the first byte on: members that share bytes are how little becomes very much.
    place = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < place or (place == 0 and member.header_offset != 0):
            raise ValidationError(_TWO_THINGS)
        place = member.header_offset + 30 + len(member.orig_filename) + member.compress_size
    if place > end:
        raise ValidationError(_BROKEN)
    if any(_RUNNING_PARTS.search(name) for name in names):
        raise ValidationError(_RUNS)


def _office_kind(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Kind:
    names = {member.filename for member in members}
    if _CONTENT_TYPES in names:
        types = _some(archive, _CONTENT_TYPES)
        if _RUNNING_TYPES.search(types):
            raise ValidationError(_RUNS)
        found = [kind for mark, kind in _MAIN_PARTS.items() if mark in types]
        if len(found) == 1:
            return found[0]
    elif members[0].filename == "mimetype" and "META-INF/manifest.xml" in names:
        media_type = _some(archive, "mimetype").decode("ascii", "replace").strip()
        for kind in (ODT, ODS):
            if media_type == kind.media_type:
                return kind
    raise ValidationError(_ANOTHER_KIND)


def _some(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part. One that is large, or that writes its letters as numbers, has something to hide."""
    with archive.open(name) as member:
        content = member.read(_SMALL_PART + 1)
    if len(content) > _SMALL_PART or b"&#" in content:
        raise ValidationError(_BROKEN)
    return content


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Reads everything once, so that what the list says of sizes is seen to be true."""
    total = 0
    for member in members:
        with archive.open(member) as part:
            while piece := part.read(_READ_AT_ONCE):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise ValidationError(_TOO_MUCH)


_CHECKS: tuple[tuple[bytes, Callable[[bytes, IO[bytes]], Kind]], ...] = (
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (_ZIP_START, _archive),
)
