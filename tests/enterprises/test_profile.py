"""Products, pictures, awards, contacts: what may be added, and what is refused."""

import io
import time
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from enterprises.models import Award, ContactPerson, Enterprise, Picture, Presence, Product, Trade
from enterprises.services import enterprise as services
from enterprises.services import profile_parts as parts
from enterprises.services.presence import take_care
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.common.records import Conflict

from .conftest import Place
from .pictures import jpeg, picture, scanned, upload
from .saying import refused

SECOND = 1.0
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def user(slagelse: Place) -> Access:
    """Sumak's own user."""
    return slagelse.access(roles.ENTERPRISE_USER)


def added(access: Access, of: Enterprise, content: bytes, name: str = "foto.jpg") -> Picture:
    return parts.add_picture(access, Picture(enterprise=of, alt_text="En kop"), upload=upload(content, name))


def with_archive() -> bytes:
    """A JPEG with a zip on its back."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("x.html", "<script>")
    return jpeg() + archive.getvalue()


def bomb() -> bytes:
    """A small PNG that says it is 30,000 × 30,000."""
    png = bytearray(picture("PNG"))
    png[16:24] = (30_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(bytes(png[12:29])).to_bytes(4, "big")
    return bytes(png)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SVG, "ikke et billede"),
        (b"<!doctype html><script>alert(1)</script>", "ikke et billede"),
        (b"GIF89a" + b"\0" * 40, "ikke et billede"),
        (b"%PDF-1.7 hej", "ikke et billede"),
        (b"", "tom"),
        (with_archive(), "to slags filer i én"),
        (jpeg() + b"<html><script>alert(1)</script></html>", "to slags filer i én"),
        (jpeg(comment=b"<script>alert(1)</script>"), "to slags filer i én"),
        (picture("PNG") + b"%PDF-1.7", "to slags filer i én"),
        (bomb(), "for stort"),
        (scanned(2000), "ikke et billede"),
        (jpeg((6000, 6000), progressive=True), "for stort"),
        (jpeg()[:300], "ikke et billede"),
        (b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024), "højst 10 MB"),
    ],
    ids=[
        "svg",
        "html",
        "gif",
        "pdf",
        "empty",
        "zip",
        "html behind",
        "script inside",
        "pdf behind",
        "bomb",
        "scans",
        "bit by bit",
        "half",
        "big",
    ],
)
def test_what_is_no_picture_is_refused_within_a_second(
    slagelse: Place, user: Access, content: bytes, told: str, settings: Any
) -> None:
    begun = time.monotonic()
    with refused(told, field="upload"):
        added(user, slagelse.enterprise, content)
    assert time.monotonic() - begun < SECOND
    assert not Picture.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew(slagelse: Place, user: Access, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Et kamera"
    exif[0x0112] = 6  # turned: its right side up
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    stored = added(user, slagelse.enterprise, picture(kind, (2000, 1000), exif=exif), "../../etc/Ærlig <b>.svg")
    with Image.open(stored.file) as made:
        assert (made.format, made.size) == ("JPEG", (800, 1600))
        assert not made.getexif()
        assert "icc_profile" not in made.info and "comment" not in made.info  # noqa: PT018
    assert (stored.width, stored.height) == (800, 1600)
    assert stored.file.name.startswith("billeder/")
    assert len(stored.file.name) > 45
    assert "rlig" not in stored.file.name
    assert b"kamera" not in stored.file.open().read()


@pytest.mark.parametrize("kind_of_value", [1, 2, 7])
def test_a_broken_tag_is_refused_and_breaks_nothing(slagelse: Place, user: Access, kind_of_value: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x011A] = 6, 72.0  # turned, and a resolution
    content = jpeg(exif=exif)
    order: Any = "big" if b"MM\0*" in content else "little"
    at = content.index((0x011A).to_bytes(2, order), 20) + 2
    broken = content[:at] + kind_of_value.to_bytes(2, order) + content[at + 2 :]
    with refused("ikke et billede", field="upload"):
        added(user, slagelse.enterprise, broken)


def test_what_was_transparent_is_white(slagelse: Place, user: Access) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(added(user, slagelse.enterprise, out.getvalue(), "x.png").file) as made:
        assert made.getpixel((5, 5)) == (255, 255, 255)


def test_a_refused_picture_leaves_no_file(slagelse: Place, user: Access, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(ValidationError):
        parts.add_picture(user, Picture(enterprise=slagelse.enterprise, alt_text=""), upload=upload(jpeg()))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_at_most_twelve_pictures(slagelse: Place, user: Access) -> None:
    for _ in range(12):
        added(user, slagelse.enterprise, jpeg((4, 4)))
    with refused("højst være 12 billeder"):
        added(user, slagelse.enterprise, jpeg((4, 4)))
    first = Picture.objects.first()
    parts.remove_part(user, first, expected_version=1)
    added(user, slagelse.enterprise, jpeg((4, 4)))
    with refused("allerede 12"):
        parts.restore_part(user, first)


def test_the_new_comes_last_and_may_be_moved(slagelse: Place, user: Access) -> None:
    for name in ("Kaffe", "Te", "Kage"):
        parts.add_part(user, Product(enterprise=slagelse.enterprise, name=name))
    cake = Product.objects.get(name="Kage")
    cake.order = 0
    parts.change_part(user, cake, expected_version=1)
    assert [product.name for product in Product.objects.all()] == ["Kage", "Kaffe", "Te"]


def test_removed_and_brought_back(slagelse: Place, user: Access) -> None:
    award = parts.add_part(user, Award(enterprise=slagelse.enterprise, name="Årets ildsjæl", year=2017))
    parts.remove_part(user, award, expected_version=1)
    assert not Award.objects.exists()
    parts.restore_part(user, Award.with_deleted.get())
    assert Award.objects.get().name == "Årets ildsjæl"


def test_two_at_once(slagelse: Place, user: Access) -> None:
    product = parts.add_part(user, Product(enterprise=slagelse.enterprise, name="Kaffe"))
    mine, theirs = Product.objects.get(pk=product.pk), Product.objects.get(pk=product.pk)
    theirs.name, mine.name = "Te", "Kakao"
    parts.change_part(slagelse.access(), theirs, expected_version=1)
    with pytest.raises(Conflict):
        parts.change_part(user, mine, expected_version=1)


def test_nobody_takes_anothers(slagelse: Place, kolding: Place, user: Access) -> None:
    foreign = added(SYSTEM, kolding.enterprise, jpeg())
    with pytest.raises(PermissionDenied):
        parts.add_part(user, Product(enterprise=kolding.enterprise, name="Kaffe"))
    with refused("egne billeder", field="picture"):
        parts.add_part(user, Product(enterprise=slagelse.enterprise, name="Kaffe", picture=foreign))
    product = parts.add_part(SYSTEM, Product(enterprise=kolding.enterprise, name="Te"))
    product.enterprise = slagelse.enterprise
    with pytest.raises(PermissionDenied):
        parts.change_part(user, product, expected_version=1)
    with pytest.raises(PermissionDenied):
        parts.remove_part(slagelse.access(roles.MENTOR), product, expected_version=1)


def test_a_contact_can_be_reached_and_belongs_where_the_enterprise_is(
    slagelse: Place, kolding: Place, user: Access
) -> None:
    with refused("e-mail eller en telefon", field="email"):
        parts.add_part(user, ContactPerson(enterprise=slagelse.enterprise, name="Rana"))
    elsewhere = ContactPerson(enterprise=slagelse.enterprise, name="Rana", phone="1", only_in=kolding.municipality)
    with refused("aktiv i", field="only_in"):
        parts.add_part(user, elsewhere)
    with refused("CPR", field="title"):
        parts.add_part(user, ContactPerson(enterprise=slagelse.enterprise, name="Rana", phone="1", title="010203-1234"))


def test_an_enterprise_chooses_its_own_words(slagelse: Place, user: Access) -> None:
    food = list(Trade.objects.filter(code="food"))
    services.change_enterprise(user, slagelse.enterprise, expected_version=1, links={"trades": food})
    assert list(slagelse.enterprise.trades.all()) == food


def test_the_coordinator_says_whom_to_call(slagelse: Place, user: Access) -> None:
    presence = Presence.objects.get(pk=slagelse.presence.pk)
    presence.caretaker, presence.note = slagelse.users[roles.CONSULTANT], "Skrives ikke her"
    take_care(slagelse.access(), presence, expected_version=1)
    presence.refresh_from_db()
    assert (presence.caretaker, presence.note) == (slagelse.users[roles.CONSULTANT], "")
    with pytest.raises(PermissionDenied):
        take_care(user, presence, expected_version=2)
