"""The engine's process: its limits, every way it can end, and the wire to it."""

import datetime as dt
import io
import signal
from pathlib import Path

import pytest
from PIL import Image

from socialportal.common import pdf
from socialportal.common.pdf import fonts, rendering, seal, wire, worker
from socialportal.common.pdf.errors import FontMissing, SystemLibraryMissing

CREATED = dt.datetime(2022, 1, 15, tzinfo=dt.UTC)


def make(html: str, **options: object) -> pdf.Pdf:
    about = {"title": "T", "author": "A", "description": "D", "created": CREATED}
    return pdf.render(html, **{"assets": {}, **about, **options})  # type: ignore[arg-type]


# --- limits -----------------------------------------------------------------------------------------------------------
def test_a_small_bomb_of_time_is_stopped() -> None:
    html = '<div style="display:flex">' * 14 + "x"
    with pytest.raises(pdf.PdfTimeout, match="2 sekunder"):
        make(html, limits=pdf.Limits(seconds=2))


def test_a_bomb_of_memory_is_stopped() -> None:
    with pytest.raises(pdf.PdfTooLarge, match="for stort"):
        make('<img src="a.png" alt="x">', assets={"a.png": _black(9000)}, limits=pdf.Limits(memory_mb=200))


def _black(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side)).save(out, "PNG")
    return out.getvalue()


def test_a_deep_document_is_an_error_not_a_crash() -> None:
    with pytest.raises(pdf.PdfFailed) as caught:
        make("<b>" * 3000 + "x")
    assert "RecursionError" in caught.value.detail
    assert "RecursionError" not in str(caught.value)


def test_a_file_larger_than_allowed() -> None:
    with pytest.raises(pdf.PdfTooLarge):
        make("<p>x", limits=pdf.Limits(output_mb=0))


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    make("<p>x")
    with pytest.raises(pdf.PdfTimeout):
        make("<p>x", limits=pdf.Limits(seconds=0.05))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    assert set(rendering._environment("/t", machine_fonts=False)) == {
        "TMPDIR", "HOME", "LANG", "PYTHONHASHSEED", "FONTCONFIG_FILE",
    }  # fmt: skip


# --- every way it can end ---------------------------------------------------------------------------------------------
LIMITS = pdf.Limits()


@pytest.mark.parametrize(
    ("code", "out", "err", "kind"),
    [
        (-signal.SIGXCPU, b"", "", pdf.PdfTimeout),
        (-signal.SIGALRM, b"", "", pdf.PdfTimeout),
        (-signal.SIGKILL, b"", "", pdf.PdfTooLarge),
        (-signal.SIGTRAP, b"", "GLib-ERROR: failed to allocate 99 bytes", pdf.PdfTooLarge),
        (-signal.SIGSEGV, b"", "", pdf.PdfFailed),
        (0, b"", "", pdf.PdfFailed),
        (0, wire.pack({"status": "memory", "detail": "x"}), "", pdf.PdfTooLarge),
        (0, wire.pack({"status": "failed", "detail": "x"}), "", pdf.PdfFailed),
        (0, wire.pack({"status": "library", "detail": "x"}), "", pdf.PdfLibraryMissing),
    ],
)
def test_every_end_is_a_pdf_error(code: int, out: bytes, err: str, kind: type[pdf.PdfError]) -> None:
    with pytest.raises(kind):
        rendering._understand(code, out, err, LIMITS)


def test_a_missing_library_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker says so instead of failing."""
    monkeypatch.setattr(
        worker, "_engine", lambda: (_ for _ in ()).throw(OSError("cannot load library 'libpango-1.0-0'"))
    )
    header, blobs = worker.answer(io.BytesIO())
    assert (header["status"], blobs) == ("library", [])
    with pytest.raises(SystemLibraryMissing, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0"):
        rendering._understand(0, wire.pack(header), "", LIMITS)


def test_a_missing_font_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="npm ci"):
        fonts.assets(fonts.FACES, node_modules=tmp_path)


def test_the_worker_answers_within_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "close", lambda: None)
    about = {
        "title": "T",
        "author": "A",
        "description": "D",
        "language": "da",
        "accent": "",
        "created": "2022-01-15T12:00:00Z",
    }
    job = wire.pack({"sheet": "", "assets": ["a.css"], "files": [], "about": about}, [b"<p>x", b"p { color: red }"])
    header, (made,) = worker.answer(io.BytesIO(job))
    assert (header["status"], header["pages"], made[:5]) == ("ok", 1, b"%PDF-")
    header, blobs = worker.answer(io.BytesIO(b"rubbish"))
    assert (header["status"], blobs) == ("failed", [])


# --- the wire ---------------------------------------------------------------------------------------------------------
def test_wire_carries_what_it_is_given() -> None:
    header, blobs = wire.unpack(wire.pack({"å": [1, None]}, [b"", b"\x00\xff", "æ".encode()]))
    assert header == {"å": [1, None]}
    assert blobs == [b"", b"\x00\xff", "æ".encode()]


@pytest.mark.parametrize(
    "message", [b"", b"\x00", wire.pack({}, [b"abc"])[:-1], wire.pack({})[:-1], b"\x00" * 7 + b"\x021x"]
)
def test_wire_refuses_what_is_cut_off(message: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  json's own errors are ValueErrors too
        wire.unpack(message)
