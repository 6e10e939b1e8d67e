"""National lists: words come, change from a day, go; old reports keep theirs."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from agreements.models import OutcomeType
from enterprises.models import LegalForm, TargetGroup
from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import RoleName
from socialportal.accounts.services import words as services
from socialportal.accounts.vocabularies import all_lists, find, list_of
from socialportal.common.records import Vocabulary
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(factories.user(role=roles.SYSTEM_ADMINISTRATOR, name="Dorte Drift"))
    return client


def url(name: str, slug: str = "virksomhedsformer", *args: int) -> str:
    return reverse(f"accounts:{name}", args=[slug, *args])


def test_every_list_of_the_portal_is_kept_here() -> None:
    kept = {one.model for one in all_lists()}
    assert kept == set(Vocabulary.__subclasses__())


def test_lists_are_found_by_address_and_table() -> None:
    found = find("maalgrupper")
    assert found is not None
    assert found.model is TargetGroup
    assert list_of(TargetGroup) is found
    assert find("findes-ikke") is None


def test_all_pages_open(client: Client) -> None:
    assert "Målgrupper" in client.get(reverse("accounts:word-lists")).content.decode()
    for one in all_lists():
        assert client.get(url("words", one.slug)).status_code == 200
        word = one.model._default_manager.first()
        for name in ("word", "word-edit", "word-end"):
            assert client.get(url(name, one.slug, word.pk)).status_code == 200


def test_a_new_word_gets_a_code_from_its_name(client: Client) -> None:
    client.post(url("word-add"), {"name": "Økologisk fællesskab på Ærø", "order": 3})
    word = LegalForm.objects.get(name="Økologisk fællesskab på Ærø")
    assert word.code == "oekologisk-faellesskab-paa-aeroe"


def test_a_word_that_is_there_is_not_added_again(client: Client) -> None:
    response = client.post(url("word-add"), {"name": "Forening", "order": 3})
    assert response.status_code == 302
    again = client.post(url("word-add"), {"name": "forening", "order": 4})
    assert again.status_code == 422
    assert "Der er allerede et ord med den kode" in again.content.decode()


def test_what_a_list_has_of_its_own_is_asked_for(client: Client) -> None:
    client.post(url("word-add", "status-efter-forloeb"), {"name": "Startet i praktik", "order": 20, "group": "other"})
    assert OutcomeType.objects.get(name="Startet i praktik").group == "other"


def test_a_change_from_a_day_keeps_the_old_word_before_it(client: Client) -> None:
    word = LegalForm.objects.get(code="ivs")
    data = {"version": 1, "name": "IVS (afskaffet)", "order": 6, "how": "from_day", "from_day": "2019-04-15"}
    assert client.post(url("word-edit", "virksomhedsformer", word.pk), data).status_code == 302
    names = [
        LegalForm.objects.active_on(day).get(code="ivs").name for day in (dt.date(2019, 4, 14), dt.date(2019, 4, 15))
    ]
    assert names == ["Iværksætterselskab (IVS)", "IVS (afskaffet)"]
    page = client.get(url("word", "virksomhedsformer", word.pk)).content.decode()
    assert "Dorte Drift (Systemadministrator) afsluttede" in page
    assert "Til andre tider" in page


def test_a_correction_holds_for_all_time(client: Client) -> None:
    word = LegalForm.objects.get(code="aps")
    data = {"version": 1, "name": "Anpartsselskab", "order": 7, "how": "correction"}
    client.post(url("word-edit", "virksomhedsformer", word.pk), data)
    assert LegalForm.objects.get(code="aps").name == "Anpartsselskab"
    assert LegalForm.objects.filter(code="aps").count() == 1


def test_the_code_cannot_be_sent(client: Client) -> None:
    word = LegalForm.objects.get(code="aps")
    data = {"version": 1, "name": "Anpartsselskab", "order": 7, "how": "correction", "code": "andet"}
    client.post(url("word-edit", "virksomhedsformer", word.pk), data)
    assert LegalForm.objects.filter(pk=word.pk, code="aps").exists()


def test_two_at_once_choose(client: Client) -> None:
    word = LegalForm.objects.get(code="aps")
    data = {"version": 1, "name": "Et", "order": 7, "how": "correction"}
    client.post(url("word-edit", "virksomhedsformer", word.pk), data)
    assert client.post(url("word-edit", "virksomhedsformer", word.pk), {**data, "name": "To"}).status_code == 409


def test_a_word_goes_out_of_use(client: Client) -> None:
    word = LegalForm.objects.get(code="ivs")
    end = url("word-end", "virksomhedsformer", word.pk)
    assert client.post(end, {"version": 1, "last_day": ""}).status_code == 422
    client.post(end, {"version": 1, "last_day": "2021-10-15"})
    assert not LegalForm.objects.active_on(dt.date(2021, 10, 16)).filter(code="ivs").exists()
    assert LegalForm.objects.active_on(dt.date(2021, 10, 15)).filter(code="ivs").exists()
    assert "Gået ud" in client.get(url("words")).content.decode()
    assert client.post(end, {"version": 1, "last_day": "2022-10-15"}).status_code == 302  # told, and nothing changed
    assert LegalForm.objects.get(code="ivs").valid_to == dt.date(2021, 10, 15)


def test_the_names_of_roles_change_but_roles_do_not_come_and_go(client: Client) -> None:
    assert client.get(url("word-add", "rollenavne")).status_code == 403
    mentor = RoleName.objects.get(code=roles.MENTOR)
    response = client.post(url("word-end", "rollenavne", mentor.pk), {"version": 1, "last_day": "2030-01-01"})
    assert "Listen ligger fast" in response.content.decode()
    data = {"version": 1, "name": "Vejleder", "order": 8, "how": "correction"}
    client.post(url("word-edit", "rollenavne", mentor.pk), data)
    assert access_of(factories.user(role=roles.MENTOR, serves=factories.enterprise())).acting_as == "Vejleder"


@pytest.mark.parametrize("role", roles.MUNICIPAL)
def test_the_services_ask_the_rule_themselves(role: str) -> None:
    access = factories.access_for(factories.user(role=role, place=factories.municipality()))
    word = LegalForm.objects.get(code="ivs")
    with pytest.raises(PermissionDenied):
        services.add_word(access, LegalForm(name="Ny"))
    with pytest.raises(PermissionDenied):
        services.correct_word(access, word, expected_version=1)
    with pytest.raises(PermissionDenied):
        services.replace_word(access, word, from_day=dt.date(2020, 1, 1), expected_version=1)
    with pytest.raises(PermissionDenied):
        services.end_word(access, word, expected_version=1, last_day=dt.date(2020, 1, 1))


def test_an_end_before_the_start_is_a_sentence() -> None:
    access = factories.access_for(factories.user(role=roles.SYSTEM_ADMINISTRATOR))
    word = services.add_word(access, LegalForm(name="Ny", valid_from=dt.date(2020, 1, 1)))
    with pytest.raises(ValidationError, match="før startdatoen"):
        services.end_word(access, word, expected_version=1, last_day=dt.date(2019, 1, 1))
