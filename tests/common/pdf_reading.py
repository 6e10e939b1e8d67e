"""Reads a PDF as a screen reader does: the tree of tags from top to bottom, with alternative and actual text."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def spoken(pdf: bytes) -> str:
    """All that is read aloud, in order; lines of one paragraph are parted by a space unless a word is divided."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = _content(document)
        text = " ".join(piece for piece in _read(document.Root.StructTreeRoot.K, content, None) if piece.strip())
    return re.sub("\u00ad ?", "", text)


def tags(pdf: bytes) -> list[str]:
    """The tag of every structure element in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_tags(document.Root.StructTreeRoot.K))


def without_spaces(text: str) -> str:
    """For comparing texts whose lines break in different places."""
    return re.sub(r"[\s\u00a0\u00ad\u200b]+", "", text)


def streams(pdf: bytes) -> bytes:
    """Everything in the file, decompressed: what was hidden in it would be found here."""
    out = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    out.append(thing.read_bytes())
                except pikepdf.PdfError:
                    out.append(thing.read_raw_bytes())
            elif isinstance(thing, Dictionary):
                out.append(repr(thing).encode())
    return b"\n".join(out)


def _tags(kids: Any) -> Iterator[str]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield str(kid.S).lstrip("/")
            if "/K" in kid:
                yield from _tags(kid.K)


def _read(kids: Any, content: dict[tuple[Any, int], str], page: Any) -> Iterator[str]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            here = kid.get("/Pg", page)
            if "/ActualText" in kid:
                yield str(kid.ActualText)
            elif "/Alt" in kid:
                yield str(kid.Alt)
            elif "/K" in kid:
                yield from _read(kid.K, content, here)
        elif not isinstance(kid, Dictionary):
            yield content.get((page.objgen, int(kid)), "")


def _content(document: pikepdf.Pdf) -> dict[tuple[Any, int], str]:
    """Page and number of each piece of marked content → its text, by the fonts' own tables."""
    found: dict[tuple[Any, int], str] = {}
    for page in document.pages:
        letters = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
        open_pieces: list[int | None] = []
        font: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    properties = operands[1]
                    mcid = (
                        int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
                    )
                    open_pieces.append(mcid)
                case "BMC":
                    open_pieces.append(None)
                case "EMC":
                    open_pieces.pop()
                case "Tf":
                    font = letters[str(operands[0])]
                case "Tj" | "TJ":
                    strings = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                    text = "".join(_decoded(bytes(s), font) for s in strings if isinstance(s, pikepdf.String))
                    piece = next((mcid for mcid in reversed(open_pieces) if mcid is not None), None)
                    if piece is not None:
                        key = (page.obj.objgen, piece)
                        found[key] = found.get(key, "") + text
    return found


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[i : i + 2], "big"), "\ufffd") for i in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1") if Name.ToUnicode in font else ""
    pairs = re.findall(
        r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", "".join(re.findall(r"beginbfchar(.*?)endbfchar", table, re.S))
    )
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
