"""Documents: what is taken, who gets it, what is left when it is replaced, removed and brought back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.models import Collaboration, Document
from agreements.services import document as services
from socialportal.common import uploads
from socialportal.common.records import Conflict
from socialportal.common.uploads import MOST_BYTES
from tests import factories
from tests.common.test_uploads import PDF, SVG, docx

from . import world
from .reading import at, client_of, text_of, told
from .world import Place


def file(name: str = "Aftale.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def added(of: Place, **fields: Any) -> Document:
    document = Document(agreement=of.agreement, title=fields.pop("title", "Underskrevet aftale"))
    return services.add_document(of.access(), document, upload=fields.pop("upload", None) or file())


def kept() -> set[str]:
    """Every file there is."""
    try:
        return set(default_storage.listdir("dokumenter")[1])
    except FileNotFoundError:
        return set()


@pytest.fixture(autouse=True)
def _no_files_from_before() -> None:
    for name in kept():
        default_storage.delete(f"dokumenter/{name}")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# --- Uploading and downloading ------------------------------------------------------------------------------------------
def test_from_upload_to_download(slagelse: Place, coordinator: Client, consultant: Client) -> None:
    url = at("agreement-document-add", slagelse.agreement.pk)
    assert 'enctype="multipart/form-data"' in coordinator.get(url).content.decode()
    response = coordinator.post(url, {"upload": file("C:\\Aftaler\\Aftale 2018 (underskrevet).PDF")})
    made = Document.objects.get()
    assert response["Location"] == f"{slagelse.agreement.get_absolute_url()}#dokumenter"
    assert (made.title, made.file_name) == ("Aftale 2018 (underskrevet)", "Aftale 2018 (underskrevet).pdf")
    assert (made.size, made.media_type) == (len(PDF), "application/pdf")
    assert "Aftale" not in made.file.name
    assert len(made.file.name) > 40
    page = text_of(consultant.get(slagelse.agreement.get_absolute_url()))
    assert "Aftale 2018 (underskrevet).pdf, 1 kB" in page
    assert "lagde dokumentet ”Aftale 2018 (underskrevet)” op" in page
    assert "eller erstat" not in page  # that is the coordinator's
    sent = consultant.get(at("document", made.pk))
    assert body(sent) == PDF
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Disposition"] == 'attachment; filename="Aftale 2018 (underskrevet).pdf"'
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in sent["Cache-Control"]


def test_a_name_with_danish_letters_and_quotes(slagelse: Place, consultant: Client) -> None:
    made = added(slagelse, upload=file('Blå"; grød.pdf'))
    header = consultant.get(at("document", made.pk))["Content-Disposition"]
    assert header == "attachment; filename*=utf-8''Bl%C3%A5__%20gr%C3%B8d.pdf"


def test_what_is_refused_is_told_beside_the_field_and_leaves_nothing(slagelse: Place, coordinator: Client) -> None:
    url = at("agreement-document-add", slagelse.agreement.pk)
    for upload, words in (
        (file("tegning.pdf", SVG), "Fil: Filen er af en slags, portalen ikke tager imod."),
        (file("makro.docx", docx(("word/vbaProject.bin", b"x"))), "makroer"),
        (file("stor.pdf", PDF + bytes(MOST_BYTES)), "højst fylde 10 MB"),
        (file("borger 010190-1234.pdf"), "ligner et CPR-nummer"),
    ):
        response = coordinator.post(url, {"upload": upload, "title": ""})
        assert response.status_code == 422
        assert words in text_of(response)
    assert "Vælg en fil." in text_of(coordinator.post(url, {"title": "Uden"}))
    assert not Document.objects.exists()
    assert kept() == set()


def test_what_is_too_much_is_not_kept_on_the_way(slagelse: Place, coordinator: Client, monkeypatch: Any) -> None:
    seen: list[int] = []
    look = uploads.checked
    monkeypatch.setattr(
        "socialportal.common.documents.checked", lambda upload: seen.append(upload.size) or look(upload)
    )
    url = at("agreement-document-add", slagelse.agreement.pk)
    coordinator.post(url, {"upload": file("stor.pdf", PDF + bytes(3 * MOST_BYTES))})
    assert seen
    assert MOST_BYTES < seen[0] < MOST_BYTES + 200_000, "the rest was kept"


def test_the_service_looks_too(slagelse: Place) -> None:
    with world.refused("en slags"):
        added(slagelse, upload=file("x.pdf", SVG))
    with world.refused("CPR-nummer"):
        added(slagelse, title="Om 010190-1234")
    assert kept() == set()


def test_of_a_collaboration_the_consultant_may(slagelse: Place, consultant: Client) -> None:
    made = Collaboration.objects.create(presence=slagelse.presence, partner_name="Comwell")
    url = at("collaboration-document-add", made.pk)
    assert consultant.post(url, {"upload": file(), "title": "Paradigme"}).status_code == 302
    page = text_of(consultant.get(made.get_absolute_url()))
    assert "Paradigme" in page
    assert "Ret eller erstat Paradigme" in page
    with pytest.raises(PermissionDenied):
        services.add_document(slagelse.access("consultant"), Document(agreement=slagelse.agreement), upload=file())


# --- Who gets it --------------------------------------------------------------------------------------------------------
def test_nobody_else_gets_it(slagelse: Place, kolding: Place) -> None:
    made = added(slagelse)
    serves = factories.user("bruger@veteranhaven.example", "enterprise_user", serves=slagelse.enterprise)
    for user in (kolding.coordinator, serves):
        for name in ("document", "document-edit", "document-remove"):
            assert client_of(user).get(at(name, made.pk)).status_code == 404
    assert Client().get(at("document", made.pk)).status_code == 302
    assert client_of(slagelse.consultant).get(at("document-edit", made.pk)).status_code == 403


def test_of_a_deleted_agreement_there_is_none(slagelse: Place, coordinator: Client) -> None:
    made = added(slagelse)
    slagelse.agreement.deleted_at = made.created_at
    slagelse.agreement.save()
    assert coordinator.get(at("document", made.pk)).status_code == 404


def test_a_file_that_is_gone_is_told(slagelse: Place, coordinator: Client) -> None:
    made = added(slagelse)
    default_storage.delete(made.file.name)
    assert coordinator.get(at("document", made.pk)).status_code == 404


# --- Replaced, removed, brought back ------------------------------------------------------------------------------------
def test_another_title_keeps_the_file(slagelse: Place, coordinator: Client) -> None:
    made = added(slagelse)
    response = coordinator.post(at("document-edit", made.pk), {"title": "Aftalen", "version": 1})
    assert response.status_code == 302
    assert Document.objects.get().file.name == made.file.name
    assert "titel fra ”Underskrevet aftale” til ”Aftalen”" in text_of(
        coordinator.get(slagelse.agreement.get_absolute_url())
    )


def test_another_file_takes_the_place_of_the_first(
    slagelse: Place, coordinator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    made = added(slagelse)
    with django_capture_on_commit_callbacks(execute=True):
        data = {"title": "Underskrevet aftale", "upload": file("Ny.docx", docx()), "version": 1}
        assert coordinator.post(at("document-edit", made.pk), data).status_code == 302
    now = Document.objects.get()
    assert (now.file_name, now.version) == ("Ny.docx", 2)
    assert kept() == {now.file.name.split("/")[1]}
    assert body(coordinator.get(at("document", made.pk))) == docx()
    assert "erstattede filen i ”Underskrevet aftale”" in text_of(coordinator.get(slagelse.agreement.get_absolute_url()))


def test_the_second_of_two_is_told_and_leaves_no_file(slagelse: Place, coordinator: Client) -> None:
    made = added(slagelse)
    services.correct_document(
        slagelse.access(), Document.objects.get(pk=made.pk), expected_version=1, upload=file("Anden.pdf")
    )
    before = kept()
    data = {"title": "Min titel", "upload": file("Min.pdf"), "version": 1}
    response = coordinator.post(at("document-edit", made.pk), data)
    assert response.status_code == 409
    assert "gemt dokumentet imens" in text_of(response)
    assert 'value="Min titel"' in response.content.decode()
    assert response.context["form"]["version"].value() == 2
    assert kept() == before
    with pytest.raises(Conflict):
        services.remove_document(slagelse.access(), made, expected_version=1)


def test_removed_and_brought_back_with_its_file(slagelse: Place, coordinator: Client) -> None:
    made = added(slagelse)
    assert coordinator.post(at("document-remove", made.pk), {"version": 1}).status_code == 302
    assert coordinator.get(at("document", made.pk)).status_code == 404
    assert "slettede dokumentet ”Underskrevet aftale”" in text_of(
        coordinator.get(slagelse.agreement.get_absolute_url())
    )
    assert "Dokument: Underskrevet aftale" in text_of(coordinator.get(at("trash")))
    assert "hentet tilbage" in told(coordinator.post(at("trash"), {"pk": f"document-{made.pk}"}))
    assert body(coordinator.get(at("document", made.pk))) == PDF


def test_the_trash_shows_each_their_own(slagelse: Place, kolding: Place, consultant: Client) -> None:
    theirs, mine = added(kolding, title="Fjordens"), added(slagelse, title="Havens")
    for place, made in ((kolding, theirs), (slagelse, mine)):
        services.remove_document(place.access(), made, expected_version=1)
    page = text_of(consultant.get(at("trash")))
    assert "Fjordens" not in page
    assert "Havens" not in page  # an agreement's documents are the coordinator's to bring back
    assert consultant.post(at("trash"), {"pk": f"document-{mine.pk}"}).status_code == 403
    assert consultant.post(at("trash"), {"pk": f"document-{theirs.pk}"}).status_code == 404


def test_pages_ask_as_much_for_many(slagelse: Place, coordinator: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        added(slagelse, title=f"Bilag {number}")
    with django_assert_max_num_queries(20):
        page = coordinator.get(slagelse.agreement.get_absolute_url())
    assert text_of(page).count("eller erstat Bilag") == 12


def test_a_checksum_may_look_like_anything(slagelse: Place) -> None:
    made = added(slagelse)
    made.checksum = "a0101901234" + "b" * 53
    assert services.correct_document(slagelse.access(), made, expected_version=1).version == 2
