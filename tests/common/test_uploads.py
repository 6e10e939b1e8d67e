"""Uploaded files are what they are by their content: what is two things, runs, or unpacks to too much is refused within 1 s."""

import contextlib
import io
import struct
import time
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from socialportal.common import uploads
from socialportal.common.uploads import checked, safe_name
from tests.enterprises.pictures import scanned

PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n48\n%%EOF\n"
WORD = b'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.%s"/></Types>'
DOCX_TYPES = WORD % b"wordprocessingml.document.main+xml"


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def docx(*more: tuple[str, bytes], types: bytes = DOCX_TYPES) -> bytes:
    return archive(("[Content_Types].xml", types), ("word/document.xml", b"<w:document/>"), *more)


def opendocument(kind: str, *more: tuple[str, bytes]) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    parts = (("mimetype", media_type), ("content.xml", b"<office/>"), ("META-INF/manifest.xml", b"<manifest/>"))
    return archive(*parts, *more, compression=zipfile.ZIP_STORED)


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def picture(file_format: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).save(out, file_format)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG whose head promises that many points, well packed."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GOOD = {
    "aftale.pdf": PDF,
    "AFTALE.PDF": PDF,
    "brev.docx": docx(),
    "ark.xlsx": xlsx(),
    "brev.odt": opendocument("text"),
    "ark.ods": opendocument("spreadsheet"),
    "side.png": picture("PNG"),
    "side.jpg": picture("JPEG"),
    "side.jpeg": picture("JPEG"),
}


def look(name: str, content: bytes) -> uploads.Checked:
    return checked(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken(name: str) -> None:
    found = look(name, GOOD[name])
    assert name.lower().rsplit(".", 1)[1] in found.kind.endings
    assert (found.size, len(found.checksum)) == (len(GOOD[name]), 64)


def test_the_file_is_left_at_its_start() -> None:
    upload = SimpleUploadedFile("brev.docx", docx())
    checked(upload)
    assert upload.read(4) == b"PK\x03\x04"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MACROS = WORD % b"vnd.ms-word.document.macroEnabled.main+xml"
ZERO = bytes(30 * 1024 * 1024)
PREFIXED = b"GIF89a" + docx()
BAD = {
    "tom.pdf": (b"", "tom"),
    "billede.svg": (SVG, "en slags"),
    "billede.png": (SVG, "en slags"),
    "side.pdf": (b"<html><script>alert(1)</script>", "en slags"),
    "program.pdf": (b"MZ\x90\0" + bytes(100), "en slags"),
    "gammel.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "gammelt Office-format"),
    "halv.pdf": (PDF[:40], "kan ikke læses"),
    "halv.docx": (docx()[:-40], "kan ikke læses"),
    "halv.png": (picture("PNG")[:-40], "kan ikke læses"),
    "halvt.jpg": (picture("JPEG")[:-40], "kan ikke læses"),
    # two things in one
    "pdf-og-arkiv.pdf": (PDF + docx(), "to slags"),
    "pdf-i-arkiv.pdf": (PDF.replace(b"endobj", docx() + b"endobj"), "to slags"),
    "pdf-og-side.pdf": (PDF.replace(b"1 0 obj", b"<html><script>alert(1)</script>\n1 0 obj", 1), "to slags"),
    "png-og-arkiv.png": (picture("PNG") + docx(), "to slags"),
    "jpg-og-arkiv.jpg": (picture("JPEG") + docx(), "to slags"),
    "jpg-og-side.jpg": (picture("JPEG")[:2] + b"\xff\xfe\x00\x12<script>alert()\xff\xd9", "to slags"),
    "noget-foran.docx": (PREFIXED, "en slags"),
    "noget-bagefter.docx": (docx() + b"<script>", "to slags"),
    "kommentar.docx": (docx()[:-2] + b"\x08\x00<script>", "to slags"),
    # what runs
    "makro.docx": (docx(("word/vbaProject.bin", b"x")), "makroer"),
    "makro-type.docx": (docx(types=MACROS), "makroer"),
    "skjult-type.docx": (docx(types=DOCX_TYPES + b"vba&#x50;roject"), "kan ikke læses"),
    "lang-type.docx": (docx(types=DOCX_TYPES + bytes(2 << 20) + MACROS), "kan ikke læses"),
    "kontrol.docx": (docx(("word/activeX/activeX1.xml", b"x")), "makroer"),
    "indlejret.docx": (docx(("word/embeddings/oleObject1.bin", b"x")), "makroer"),
    "program.docx": (docx(("word/media/koer.exe", b"x")), "makroer"),
    "basic.odt": (opendocument("text", ("Basic/Standard/Module1.xml", b"x")), "makroer"),
    # archives
    "sti.docx": (docx(("../../etc/passwd", b"x")), "en slags"),
    "fra-roden.docx": (docx(("/etc/passwd", b"x")), "en slags"),
    "bombe.docx": (docx(*[(f"word/{n}.xml", ZERO) for n in range(3)]), "pakkes ud"),
    "mange.docx": (docx(*[(f"word/{n}.xml", b"") for n in range(2100)]), "pakkes ud"),
    "bare-et-arkiv.docx": (archive(("a.txt", b"a")), "en slags"),
    "praesentation.odt": (opendocument("presentation"), "en slags"),
    # pictures
    "kaempe.png": (png_of(10_000, 10_000), "for stort"),
    "mange-gange.jpg": (scanned(2000), "kan ikke læses"),
    # the name says otherwise
    "ark.docx": (xlsx(), "Giv den endelsen .xlsx"),
    "uden-endelse": (PDF, "Giv den endelsen .pdf"),
    "aftale.pdf.exe": (PDF, "Giv den endelsen .pdf"),
    "for-stor.pdf": (PDF[:-6] + bytes(uploads.MOST_BYTES) + b"%%EOF", "højst fylde 10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_within_a_second(name: str) -> None:
    content, words = BAD[name]
    began = time.process_time()
    with pytest.raises(ValidationError) as caught:
        look(name, content)
    assert words in " ".join(caught.value.messages)
    assert time.process_time() - began < 1


def test_the_smallest_picture_is_one() -> None:
    out = io.BytesIO()
    Image.new("RGB", (3, 2)).save(out, "JPEG")
    assert look("lille.jpg", out.getvalue()).kind is uploads.JPEG


def test_members_that_share_bytes_are_refused() -> None:
    """Two names for the same packed bytes: the way in which 42 kB become 5 GB."""
    content = bytearray(docx(("word/a.xml", b"a" * 500), ("word/b.xml", b"a" * 500)))
    places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    content[places[-1] + 42 : places[-1] + 46] = content[places[-2] + 42 : places[-2] + 46]
    with pytest.raises(ValidationError):
        look("delt.docx", bytes(content))


def test_a_list_that_lies_about_sizes_is_refused() -> None:
    content = bytearray(docx(("word/a.xml", bytes(200_000))))
    places = [at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"]
    content[places[-1] + 24 : places[-1] + 28] = struct.pack("<I", 10)
    with pytest.raises(ValidationError):
        look("loegn.docx", bytes(content))


@given(st.binary(max_size=400), st.sampled_from([PDF, docx(), opendocument("text"), picture("PNG"), picture("JPEG")]))
def test_nothing_but_a_refusal_comes_of_noise(noise: bytes, base: bytes) -> None:
    for content in (noise, base[:20] + noise, base[: len(base) // 2] + noise + base[len(base) // 2 :], base + noise):
        with contextlib.suppress(ValidationError):
            look("fil.pdf", content or b"x")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Brugere\\Anna\\Aftale § 70 d (underskrevet).PDF", "Aftale § 70 d (underskrevet).pdf"),
        ('a"; filename="b.exe.pdf', "a__ filename__b.exe.pdf"),
        ("linje\r\nSet-Cookie: a=b.pdf", "linje__Set-Cookie_ a_b.pdf"),
        ("....pdf", "dokument.pdf"),
        ("", "dokument.pdf"),
        ("blåbærgrød.pdf", "blåbærgrød.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_that_can_be_given_back(name: str, safe: str) -> None:
    assert safe_name(name, uploads.PDF) == safe


@given(st.text(max_size=300))
def test_no_name_holds_a_path_or_a_control(name: str) -> None:
    safe = safe_name(name, uploads.PDF)
    assert not set(safe) & set('/\\":;\r\n\0<>|*?')
    assert safe.endswith(".pdf")
    assert not safe.startswith(".")


def test_random_names_differ() -> None:
    assert len({uploads.random_name() for _ in range(50)}) == 50
