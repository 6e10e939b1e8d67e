"""The engine reads nothing but what it is given."""

import datetime as dt
import io
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from socialportal.common import pdf
from socialportal.common.pdf import seal

from .pdf_reading import spoken, streams

CREATED = dt.datetime(2022, 1, 15, tzinfo=dt.UTC)
SECRET = b"hemmelig-4711"
ROOT = Path(__file__).resolve().parents[2]


def make(html: str, **options: object) -> pdf.Pdf:
    about = {"title": "T", "author": "A", "description": "D", "created": CREATED}
    return pdf.render(html, **{"assets": {}, **about, **options})  # type: ignore[arg-type]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "#123456").save(out, "PNG")
    return out.getvalue()


def images(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return sum(1 for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image")


# --- nothing is fetched -----------------------------------------------------------------------------------------------
# A way in to a file, as {0}; each is given a file of its own. The second says whether the engine even asks for it.
WAYS = {
    "a-attachment": '<p><a rel="attachment" href="{0}">x</a></p>',
    "link-attachment": '<link rel="attachment" href="{0}">',
    "link-sheet": '<link rel="stylesheet" href="{0}">',
    "import": "<style>@import url({0});</style>",
    "import-string": '<style>@import "{0}";</style>',
    "font": "<style>@font-face {{ font-family: F; src: url({0}) }} .f {{ font-family: F }}</style><p class=f>x</p>",
    "img": '<img src="{0}" alt="x">',
    "object": '<object data="{0}" type="image/png">x</object>',
    "embed": '<embed src="{0}" type="image/png">',
    "background": '<p style="background: url({0})">x</p>',
    "content": '<style>.c::before {{ content: url({0}) }}</style><p class="c">x</p>',
    "list": '<ul style="list-style-image: url({0})"><li>x</li></ul>',
    "border": '<p style="border: 2px solid; border-image: url({0}) 1">x</p>',
    "svg-image": '<svg viewBox="0 0 9 9"><title>t</title><image href="{0}" width="9" height="9"/></svg>',
    "svg-xlink": '<svg viewBox="0 0 9 9"><title>t</title><image xlink:href="{0}" width="9" height="9"/></svg>',
    "svg-import": '<svg viewBox="0 0 9 9"><title>t</title><style>@import url({0});</style><rect width="9" height="9"/></svg>',
    "svg-font": '<svg viewBox="0 0 9 9"><title>t</title><style>@font-face {{ font-family: G; src: url({0}) }}</style></svg>',
    "svg-use": '<svg viewBox="0 0 9 9"><title>t</title><use href="{0}#x"/></svg>',
    "svg-fill": '<svg viewBox="0 0 9 9"><title>t</title><rect width="9" height="9" fill="url({0}#x)"/></svg>',
    "iframe": '<iframe src="{0}"></iframe>',
}
NEVER_ASKED_FOR = {"a-attachment", "link-attachment", "svg-import", "svg-use", "svg-fill", "iframe"}


def page_with(address: object) -> str:
    ways = "".join(way.format(f"{address}/{name}.png") for name, way in WAYS.items())
    return f"<html lang=da><body><h1>T</h1>{ways}</body></html>"


def test_no_local_file_gets_in(tmp_path: Path) -> None:
    for name in WAYS:
        (tmp_path / f"{name}.png").write_bytes(png() + SECRET)
    made = make(page_with(tmp_path.as_uri()))
    assert SECRET not in streams(made.bytes)
    assert images(made.bytes) == 0
    assert b"/EmbeddedFile" not in streams(made.bytes)
    asked_for = {Path(address).stem for address in made.refused}
    assert set(WAYS) - NEVER_ASKED_FOR <= asked_for, set(WAYS) - NEVER_ASKED_FOR - asked_for


def test_the_same_ways_work_for_what_is_given() -> None:
    """The control: the tests above would see an image if it got in."""
    made = make(
        page_with("https://assets.invalid"), assets={"img.png": png(), "svg-image.png": png(), "background.png": png()}
    )
    assert images(made.bytes) == 3
    assert not {"img", "svg-image", "background"} & {Path(address).stem for address in made.refused}


def test_nothing_is_asked_of_the_network() -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        made = make(page_with(f"http://127.0.0.1:{server.server_port}"))
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert len(made.refused) >= len(WAYS) - len(NEVER_ASKED_FOR)


def test_other_schemes_and_a_changed_base_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    data = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    pictures = ("x.png", data, "ftp://a.invalid/z")
    made = make(
        f'<base href="{tmp_path.as_uri()}/">' + "".join(f'<img src="{picture}" alt="x">' for picture in pictures)
    )
    assert images(made.bytes) == 0
    assert len(made.refused) == 3


def test_a_colour_profile_that_is_refused_stops_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "p.icc").write_bytes(SECRET)
    with pytest.raises(pdf.PdfFailed) as caught:
        make(f"<style>@color-profile --p {{ src: url({tmp_path.as_uri()}/p.icc) }}</style><p>x")
    assert "Refused" in caught.value.detail


def test_a_picture_that_is_given_cannot_fetch_either(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png() + SECRET)
    (tmp_path / "x.txt").write_bytes(SECRET)
    address = tmp_path.as_uri()
    drawing = (
        f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{address}/x.txt">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><image href="{address}/x.png" width="9" height="9"/>'
        "<text>&e;</text></svg>"
    )
    plain = drawing.split("]>")[1].replace("&e;", "")
    made = make(
        '<img src="a.svg" alt="a"><img src="b.svg" alt="b">',
        assets={"a.svg": drawing.encode(), "b.svg": plain.encode()},
    )
    assert SECRET not in streams(made.bytes)
    assert images(made.bytes) == 0


def test_links_lead_out_or_within_but_not_to_the_machine() -> None:
    made = make(
        '<p id="t"><a href="#t">a</a><a href="https://example.dk/">b</a><a href="mailto:a@example.dk">c</a>'
        '<a href="file:///etc/passwd">d</a><a href="/konto/">e</a><a href="javascript:alert(1)">f</a></p>'
    )
    with pikepdf.open(io.BytesIO(made.bytes)) as document:
        links = list(document.pages[0].Annots)
        addresses = {str(link.A.URI) for link in links if "/A" in link}
    assert len(links) == 3
    assert addresses == {"https://example.dk/", "mailto:a@example.dk"}


def test_a_style_sheet_is_reached_by_three_names() -> None:
    for address in ("a.css", "/a.css", "asset:a.css"):
        made = make(
            f'<link rel="stylesheet" href="{address}"><p>x</p>', assets={"a.css": b"p::after { content: 'sat' }"}
        )
        assert "sat" in spoken(made.bytes)


# --- the second wall --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("attempt", "allowed"),
    [
        ("open('/etc/hostname').read()", False),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", False),
        ("import os; os.system('true')", False),
        ("import subprocess; subprocess.run(['true'])", False),
        ("import urllib.request as u; u.urlopen('file:///etc/hostname')", False),
        ("import json.tool", True),
        ("import tempfile; tempfile.TemporaryFile().write(b'x')", True),
    ],
)
def test_a_sealed_process_can_do_little(attempt: str, *, allowed: bool) -> None:
    code = f"from socialportal.common.pdf import seal; seal.close(); {attempt}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == allowed, done.stderr
    assert allowed or "PermissionError" in done.stderr


def test_what_is_refused_by_name(tmp_path: Path) -> None:
    roots = (f"{tmp_path}/",)
    assert not seal.refuses("open", (str(tmp_path / "x"), "r", 0), roots)
    assert seal.refuses("open", (f"{tmp_path}/../x", "r", 0), roots)
    assert seal.refuses("open", (b"/etc/passwd", "r", 0), roots)
    assert not seal.refuses("open", (3, "r", 0), roots)
    assert not seal.refuses("compile", (), roots)
