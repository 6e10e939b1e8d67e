"""The settings of a municipality, its units and its logo."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from socialportal.accounts import roles
from socialportal.accounts.models import Municipality, UnitName, User
from socialportal.accounts.services import municipality as services
from socialportal.audit.sentences import history
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def administrator(place: Municipality) -> User:
    return factories.user(role=roles.ADMINISTRATOR, place=place, name="Anna Holm")


@pytest.fixture
def admin(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def settings_of(place: Municipality, **fields: Any) -> dict[str, Any]:
    place.refresh_from_db()
    now = {"threshold": place.threshold, "figures_from": place.figures_from or "", "accent": place.accent}
    return {"version": place.version, **now, **fields}


def test_settings_are_changed_and_told(admin: Client, place: Municipality) -> None:
    url = reverse("accounts:municipality-edit")
    assert admin.post(url, settings_of(place, threshold=5, figures_from=2016)).url == reverse("accounts:municipality")
    place.refresh_from_db()
    assert (place.threshold, place.figures_from) == (5, 2016)
    page = admin.get(reverse("accounts:municipality")).content.decode()
    assert "rettede mindste antal i offentlige tal om personer fra ”3 (Danmarks Statistiks mindste)”" in page


@pytest.mark.parametrize(
    ("accent", "message"),
    [
        ("#ffff00", "for lys til at kunne læses på hvidt"),
        ("#767676", "kontrast mindst 7:1"),
        ("red", "Skriv farven som # og seks tegn"),
        ("#12345g", "Skriv farven som # og seks tegn"),
        ("url(x)", "Skriv farven som # og seks tegn"),
        ("#000;}", "Skriv farven som # og seks tegn"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(admin: Client, place: Municipality, accent: str, message: str) -> None:
    response = admin.post(reverse("accounts:municipality-edit"), settings_of(place, accent=accent))
    assert response.status_code == 422
    assert message in response.content.decode()
    place.refresh_from_db()
    assert place.accent == "#0b525b"


@pytest.mark.parametrize("threshold", ["0", "1", "2", "4", ""])
def test_the_threshold_is_three_or_five(admin: Client, place: Municipality, threshold: str) -> None:
    response = admin.post(reverse("accounts:municipality-edit"), settings_of(place, threshold=threshold))
    assert response.status_code == 422


def test_two_administrators_at_once_choose(admin: Client, place: Municipality) -> None:
    before = settings_of(place, accent="#123456")
    admin.post(reverse("accounts:municipality-edit"), settings_of(place, accent="#0b525b", threshold=5))
    response = admin.post(reverse("accounts:municipality-edit"), before)
    assert response.status_code == 409
    assert "Anna Holm gemte" in response.content.decode()


def test_what_the_form_does_not_show_cannot_be_sent(admin: Client, place: Municipality) -> None:
    extra = {
        "name": "Overtaget",
        "code": "9999",
        "uses_portal": "",
        "logo": "x",
        "region": "x",
        "deleted_at": "2020-01-01",
    }
    admin.post(reverse("accounts:municipality-edit"), settings_of(place, threshold=5, **extra))
    place.refresh_from_db()
    assert (place.name, place.code, place.uses_portal, place.region, place.deleted_at) == (
        "Slagelse",
        "0330",
        True,
        "Sjælland",
        None,
    )
    assert place.threshold == 5


class TestUnits:
    def test_a_new_name_from_a_day_keeps_the_old_one_for_old_reports(self, admin: Client, place: Municipality) -> None:
        admin.post(reverse("accounts:unit-add"), {"unit": "jobcentre", "name": "Jobcenter Slagelse"})
        unit = UnitName.objects.get()
        admin.post(
            reverse("accounts:unit-edit", args=[unit.pk]),
            {"version": 1, "name": "Arbejdsmarked", "how": "from_day", "from_day": "2020-01-01"},
        )
        on = {day: UnitName.objects.active_on(day).get().name for day in (dt.date(2019, 12, 31), dt.date(2020, 1, 1))}
        assert list(on.values()) == ["Jobcenter Slagelse", "Arbejdsmarked"]

    def test_a_correction_was_always_so(self, admin: Client, place: Municipality) -> None:
        admin.post(reverse("accounts:unit-add"), {"unit": "jobcentre", "name": "Jobcneter"})
        unit = UnitName.objects.get()
        data = {"version": 1, "name": "Jobcenter", "how": "correction"}
        admin.post(reverse("accounts:unit-edit", args=[unit.pk]), data)
        assert UnitName.objects.get().name == "Jobcenter"
        assert history(UnitName.objects.get())[0].is_correction

    def test_a_unit_has_one_name_at_a_time(self, admin: Client) -> None:
        data = {"unit": "jobcentre", "name": "Et"}
        admin.post(reverse("accounts:unit-add"), data)
        response = admin.post(reverse("accounts:unit-add"), {**data, "name": "To"})
        assert response.status_code == 422
        assert "Afslut det, før et nyt begynder" in response.content.decode()

    def test_belongs_to_the_one_in_focus_whatever_is_sent(self, admin: Client, place: Municipality) -> None:
        other = factories.municipality("0621")
        admin.post(reverse("accounts:unit-add"), {"unit": "centre", "name": "Et", "municipality": other.pk})
        assert UnitName.objects.get().municipality == place


def picture(size: tuple[int, int] = (600, 300), kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **options)
    return out.getvalue()


class TestLogo:
    URL = "accounts:logo-edit"

    def send(self, client: Client, place: Municipality, content: bytes, name: str = "logo.png") -> Any:
        place.refresh_from_db()
        upload = SimpleUploadedFile(name, content, "image/png")
        return client.post(reverse(self.URL), {"version": place.version, "logo": upload})

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_is_made_anew_and_small(self, admin: Client, place: Municipality, kind: str) -> None:
        exif = Image.Exif()
        exif[0x010E] = "HEMMELIG"
        assert self.send(admin, place, picture(kind=kind, exif=exif.tobytes()), "x.svg").status_code == 302
        response = Client().get(reverse("accounts:logo", args=["0330"]))
        content = b"".join(response.streaming_content)
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert Image.open(io.BytesIO(content)).size == (400, 200)
        assert b"HEMMELIG" not in content

    def test_a_tail_after_the_picture_does_not_come_along(self, admin: Client, place: Municipality) -> None:
        self.send(admin, place, picture() + b"<script>alert(1)</script>")
        response = Client().get(reverse("accounts:logo", args=["0330"]))
        assert b"script" not in b"".join(response.streaming_content)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"hej",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"GIF89a" + b"\0" * 40,
            picture()[:40],
            b"%PDF-1.7",
        ],
        ids=["empty", "text", "svg", "gif", "cut", "pdf"],
    )
    def test_what_is_no_picture_is_refused(self, admin: Client, place: Municipality, content: bytes) -> None:
        response = self.send(admin, place, content)
        assert response.status_code == 422
        place.refresh_from_db()
        assert not place.logo

    def test_too_many_pixels_are_refused_before_they_are_unpacked(self, admin: Client, place: Municipality) -> None:
        out = io.BytesIO()
        Image.new("1", (10_000, 10_000)).save(out, "PNG")
        begun = dt.datetime.now()
        response = self.send(admin, place, out.getvalue())
        assert "for stort" in response.content.decode()
        assert dt.datetime.now() - begun < dt.timedelta(seconds=1)

    def test_too_many_bytes_are_refused(self, admin: Client, place: Municipality) -> None:
        response = self.send(admin, place, picture() + b"\0" * 2_100_000)
        assert "fylder for meget" in response.content.decode()

    def test_the_name_of_the_file_is_not_the_users(self, admin: Client, place: Municipality) -> None:
        self.send(admin, place, picture(), "../../etc/passwd.png")
        place.refresh_from_db()
        assert place.logo.name.startswith("logos/")
        assert "passwd" not in place.logo.name

    def test_the_old_file_goes_when_the_new_is_there(
        self, admin: Client, place: Municipality, django_capture_on_commit_callbacks: Any
    ) -> None:
        self.send(admin, place, picture())
        place.refresh_from_db()
        old = place.logo.name
        with django_capture_on_commit_callbacks(execute=True):
            self.send(admin, place, picture((10, 10)))
        place.refresh_from_db()
        assert not default_storage.exists(old)
        assert default_storage.exists(place.logo.name)

    def test_only_of_municipalities_that_use_the_portal(self) -> None:
        assert Client().get(reverse("accounts:logo", args=["0461"])).status_code == 404


def test_the_service_asks_the_rule_itself(place: Municipality) -> None:
    access = factories.access_for(factories.user(role=roles.COORDINATOR, place=place))
    place.threshold = 5
    with pytest.raises(PermissionDenied):
        services.change_municipality_settings(access, place, expected_version=1)
    with pytest.raises(PermissionDenied):
        services.add_unit_name(access, UnitName(municipality=place, unit="centre", name="x"))
