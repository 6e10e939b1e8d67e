"""Stories: the picture is made anew, described, allowed, and shown to the municipality's people only."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from enterprises.models import Contribution, Story
from enterprises.services import story as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access

from .conftest import Place

GPS = 0x8825


def photograph(size: tuple[int, int] = (2400, 1200)) -> SimpleUploadedFile:
    """A JPEG that tells where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[GPS] = {1: "N", 2: (55.0, 24.0, 0.0)}
    exif[0x010E] = "Motalavej"
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("prisen.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Files on a disk of the test's own."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }


def told(place: Place, **fields: Any) -> Story:
    known = {"year": 2018, "title": "Prisen", "text": "Vi vandt."}
    return Story(municipality=place.municipality, **(known | fields))


def files(folder: Any) -> list[str]:
    """The names of all that is kept."""
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_picture_is_made_anew(slagelse: Place, access: Access, tmp_path: Any) -> None:
    story = told(slagelse, picture_alt="Tre mennesker med en pokal", consent_on="2018-11-01")
    services.write_story(access, story, upload=photograph())
    kept = Image.open(Story.objects.get().picture)
    assert kept.format == "JPEG"
    assert max(kept.size) == 1600
    assert not dict(kept.getexif())
    assert "prisen" not in Story.objects.get().picture.name


@pytest.mark.parametrize(
    ("fields", "beside"), [({"picture_alt": "Pokal"}, "consent_on"), ({"consent_on": "2018-11-01"}, "picture_alt")]
)
def test_a_picture_is_described_and_allowed(
    slagelse: Place, access: Access, tmp_path: Any, fields: Any, beside: str
) -> None:
    with pytest.raises(ValidationError) as told_so:
        services.write_story(access, told(slagelse, **fields), upload=photograph())
    assert set(told_so.value.message_dict) == {beside}
    assert not Story.objects.exists()
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"", b"GIF89a" + b"\0" * 40]
)
def test_what_is_no_picture_is_refused(slagelse: Place, access: Access, tmp_path: Any, content: bytes) -> None:
    story = told(slagelse, picture_alt="x", consent_on="2018-11-01")
    with pytest.raises(ValidationError) as told_so:
        services.write_story(access, story, upload=SimpleUploadedFile("x.jpg", content))
    assert "upload" in told_so.value.message_dict


def test_another_picture_and_none(
    slagelse: Place, access: Access, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    story = services.write_story(
        access, told(slagelse, picture_alt="x", consent_on="2018-11-01"), upload=photograph((40, 40))
    )
    (first,) = files(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        services.change_story(access, Story.objects.get(), expected_version=1, upload=photograph((50, 50)))
    (second,) = files(tmp_path)
    assert second != first
    with django_capture_on_commit_callbacks(execute=True):
        services.change_story(access, Story.objects.get(), expected_version=2, without_picture=True)
    assert files(tmp_path) == []
    story.refresh_from_db()
    assert (story.picture.name, story.picture_alt, story.consent_on) == ("", "", None)


def test_the_form_and_the_file(
    slagelse: Place, kolding: Place, tmp_path: Any, sent_form: Any, page_faults: Any
) -> None:
    client, address = slagelse.client(), "/arbejde/virksomheder/historier/opret/"
    sent = sent_form(client, address) | {"title": "Prisen", "text": "Vi vandt.", "order": 1, "year": 2018}
    answer = client.post(address, sent | {"upload": photograph()})
    assert answer.status_code == 422
    assert "Skriv, hvad billedet viser" in answer.content.decode()
    sent |= {"picture_alt": "En <b>pokal</b>", "consent_on": "2018-11-01"}
    assert client.post(address, sent | {"upload": photograph()}).status_code == 302
    story = Story.objects.get()
    html = client.get(story.get_absolute_url()).content.decode()
    assert page_faults(html) == []
    assert "En &lt;b&gt;pokal&lt;/b&gt;" in html
    file = f"{story.get_absolute_url()}billede/"
    answer = client.get(file)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert kolding.client().get(file).status_code == 404
    for role in (roles.ENTERPRISE_USER, roles.POLITICIAN, roles.MENTOR):
        assert slagelse.client(role).get(file).status_code in (403, 404)


def test_edit_by_form_keeps_the_picture(slagelse: Place, access: Access, tmp_path: Any, sent_form: Any) -> None:
    story = services.write_story(
        access, told(slagelse, picture_alt="x", consent_on="2018-11-01"), upload=photograph((40, 40))
    )
    client, address = slagelse.client(), f"{story.get_absolute_url()}ret/"
    sent = sent_form(client, address)
    sent.pop("upload", None)
    assert client.post(address, sent | {"title": "Prisen igen"}).status_code == 302
    story.refresh_from_db()
    assert story.title == "Prisen igen"
    assert story.picture
    stale = client.post(address, sent | {"text": "Vi tabte.", "title": "Tabet"})
    assert stale.status_code == 409
    stale = client.post(address, sent | {"title": "Tabet", "upload": photograph((30, 30))})
    assert stale.status_code == 409
    assert "Vælg billedet igen" in stale.content.decode()
    assert 'value="Tabet"' in stale.content.decode()
    sent["version"] = "2"
    assert (
        client.post(address, sent | {"without_picture": "on", "picture_alt": "", "consent_on": ""}).status_code == 302
    )
    story.refresh_from_db()
    assert not story.picture


def test_a_story_of_a_contribution_leads_to_it(slagelse: Place) -> None:
    contribution = Contribution.objects.create(presence=slagelse.presence, year=2018, presentation="Vi laver mad.")
    story = told(slagelse, contribution=contribution)
    story.save()
    html = slagelse.client().get(story.get_absolute_url()).content.decode()
    assert contribution.get_absolute_url() in html
    assert slagelse.enterprise.get_absolute_url() in html
