"""Makes a PDF of an HTML document in a process of its own, within limits, from nothing but what it is given."""

import datetime as dt
import hashlib
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import fonts, wire
from .errors import PdfFailed, PdfTimeout, PdfTooLarge, SystemLibraryMissing

_ROOT = Path(__file__).resolve().parents[3]
_FONTS_CONF = Path(__file__).with_name("fonts.conf")
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_OUT_OF_MEMORY = ("failed to allocate", "MemoryError", "cannot allocate memory", "out of memory", "bad_alloc")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attachment:
    """A file embedded in the PDF as the data behind it. `name` is ASCII without spaces, e.g. `tal.json`."""

    name: str
    mime: str
    data: bytes
    description: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not _MIME.fullmatch(self.mime):
            raise ValueError(f"not a name and media type for an attachment: {self.name!r}, {self.mime!r}")


@dataclass(frozen=True)
class Limits:
    """Seconds of wall time and of processor time (each), megabytes of address space, megabytes of finished PDF."""

    seconds: float = 60
    memory_mb: int = 1024
    output_mb: int = 50


@dataclass(frozen=True)
class Pdf:
    """A finished PDF. The same input gives the same bytes, so `sha256` names it.

    `refused`: addresses in the text that were not among the assets. `foreign`: characters Plex does not have, set in
    whatever font the machine has. `cpu_seconds` and `memory_mb` are what the engine's process used.
    """

    bytes: bytes
    pages: int
    sha256: str
    refused: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    cpu_seconds: float = field(default=0, compare=False)
    memory_mb: int = field(default=0, compare=False)


def render(
    html: str,
    *,
    assets: Mapping[str, bytes],
    title: str,
    author: str,
    description: str,
    created: dt.datetime,
    language: str = "da",
    attachments: Sequence[Attachment] = (),
    accent: str = "",
    limits: Limits | None = None,
) -> Pdf:
    """A PDF that is PDF/A-3a and PDF/UA-1, with `attachments` embedded (relationship Data) and bookmarks.

    `assets` is all the document can refer to: `report.css` in it is reached as `report.css`, `/report.css` or
    `asset:report.css`. The fonts are added. `created` (aware) is the only date in the file. `accent` (`#rrggbb`)
    becomes the asset `accent.css` and the colour of inline pictures that state none.

    Raises PdfTimeout, PdfTooLarge, PdfLibraryMissing or PdfFailed (all PdfError, with a Danish sentence); ValueError
    for a naive date, an accent that is no colour, or two attachments of one name.
    """
    limits = limits or Limits()
    if created.tzinfo is None:
        raise ValueError("created must know its time zone")
    files = sorted(attachments, key=lambda attachment: attachment.name)
    if len({file.name for file in files}) < len(files):
        raise ValueError("two attachments have the same name")
    html = fonts.settable(html)
    faces = fonts.faces_for(html)
    known = {**fonts.assets(faces), "fonts.css": b"", **assets}  # the sheet a page links for the web
    if accent:
        known["accent.css"] = accent_stylesheet(accent).encode()
    foreign = fonts.foreign_characters(html)
    header = {
        "sheet": fonts.stylesheet(faces),
        "assets": list(known),
        "files": [{"name": f.name, "mime": f.mime, "description": f.description} for f in files],
        "about": {
            "title": title,
            "author": author,
            "description": description,
            "language": language,
            "accent": accent,
            "created": created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }
    job = wire.pack(header, [html.encode(), *known.values(), *(file.data for file in files)])
    told, pdf = _ask(job, limits, machine_fonts=bool(foreign))
    if len(pdf) > limits.output_mb << 20:
        raise PdfTooLarge(detail=f"{len(pdf)} bytes")
    return Pdf(
        bytes=pdf,
        pages=told["pages"],
        sha256=hashlib.sha256(pdf).hexdigest(),
        refused=tuple(told["refused"]),
        foreign=foreign,
        cpu_seconds=told["cpu_seconds"],
        memory_mb=told["memory_mb"],
    )


def accent_stylesheet(accent: str) -> str:
    """The municipality's colour as a style sheet of one rule. Raises ValueError unless `#rrggbb`."""
    if not _ACCENT.fullmatch(accent):
        raise ValueError(f"not a colour: {accent!r}")
    return f":root{{--accent:{accent.lower()}}}\n"


def _ask(job: bytes, limits: Limits, *, machine_fonts: bool) -> tuple[dict, bytes]:
    """Starts the worker, hands it the job, and turns every way it can end into a result or a PdfError."""
    with tempfile.TemporaryDirectory(prefix="socialportal-pdf-") as folder:
        process = subprocess.Popen(  # noqa: S603  our own module, no shell
            [sys.executable, "-s", "-m", "socialportal.common.pdf.worker", str(limits.seconds), str(limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            env=_environment(folder, machine_fonts=machine_fonts),
            start_new_session=True,
        )
        try:
            out, err = process.communicate(job, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise PdfTimeout(limits.seconds, detail="wall time") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
    return _understand(process.returncode, out, err.decode(errors="replace")[-2000:], limits)


def _environment(folder: str, *, machine_fonts: bool) -> dict[str, str]:
    """Nothing of ours is inherited: no secrets, no proxies, no Python options."""
    environment = {"TMPDIR": folder, "HOME": folder, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
    if not machine_fonts:
        environment["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    return environment


def _understand(code: int, out: bytes, err: str, limits: Limits) -> tuple[dict, bytes]:
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise PdfTimeout(limits.seconds, detail=f"signal {-code}")
    if code == -signal.SIGKILL or any(sign in err for sign in _OUT_OF_MEMORY):
        raise PdfTooLarge(detail=f"exit {code}: {err}")
    try:
        told, blobs = wire.unpack(out)
    except ValueError:
        raise PdfFailed(detail=f"exit {code}: {err}") from None
    match told.get("status"):
        case "ok":
            return told, blobs[0]
        case "memory":
            raise PdfTooLarge(detail=told["detail"])
        case "library":
            raise SystemLibraryMissing(detail=told["detail"])
        case _:
            raise PdfFailed(detail=f"{told.get('detail')} {err}")
