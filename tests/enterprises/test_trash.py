"""Removing, and bringing back, through the pages."""

import pytest
from django.db import connection
from django.utils import timezone

from enterprises.models import (
    Contribution,
    CvrNumber,
    Enterprise,
    EnterpriseName,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    Presence,
    Publication,
    RsvPeriod,
    Story,
)
from enterprises.services import guarded, names, presence, removal, rsv
from socialportal.accounts import roles

from .conftest import Place
from .saying import text
from .test_pages import addresses

BASE = "/arbejde/virksomheder/"


def test_goes_and_comes_back(full: Place) -> None:
    client = full.client()
    page = text(client.get(f"{BASE}sumak/slet/"))
    assert "1 bevilling fra puljer og fonde" in page
    response = client.post(f"{BASE}sumak/slet/", {"version": 1, "reason": "Dublet"}, follow=True)
    assert "Sumak er slettet. Det kan hentes tilbage i 30 dage." in text(response)
    assert client.get(f"{BASE}sumak/").status_code == 404
    trash = text(client.get(f"{BASE}slettet/"))
    assert "Virksomhed: Sumak" in trash
    assert "Slettet af Coordinator." in trash
    assert "Begrundelse: Dublet" in trash
    assert trash.count("Hent tilbage</button>") == 1, "what went along is not listed by itself"
    assert (
        full.client(roles.CONSULTANT).post(f"{BASE}slettet/", {"pk": f"enterprise-{full.enterprise.pk}"}).status_code
        == 403
    )
    client.post(f"{BASE}slettet/", {"pk": f"enterprise-{full.enterprise.pk}"})
    assert client.get(f"{BASE}sumak/").status_code == 200


def test_every_kind_comes_back(full: Place) -> None:
    client, one = full.client(), full.enterprise
    addresses(full)
    Grant.objects.filter(purpose="Metode").update(year=2018)
    targets = [
        (f"{BASE}sumak/navne/{one.other_names.get().pk}/slet/", EnterpriseName),
        (f"{BASE}sumak/rsv/{one.rsv_periods.get().pk}/slet/", RsvPeriod),
        (f"{BASE}sumak/cvr/{one.cvr_numbers.get().pk}/slet/", CvrNumber),
        (f"{BASE}bidrag/{Contribution.objects.get().pk}/slet/", Contribution),
        (f"{BASE}puljer/{Grant.objects.get().pk}/slet/", Grant),
        (f"{BASE}netvaerk/{NetworkMeeting.objects.get().pk}/slet/", NetworkMeeting),
        (f"{BASE}netvaerk/plan/{NetworkPlan.objects.get().pk}/slet/", NetworkPlan),
        (f"{BASE}historier/{Story.objects.get().pk}/slet/", Story),
    ]
    for address, model in targets:
        assert client.post(address, {"version": 1}).status_code == 302, address
        assert not model.objects.exists()  # type: ignore[attr-defined]
    assert text(client.get(f"{BASE}slettet/")).count("Hent tilbage</button>") == len(targets)
    for _, model in targets:
        key = f"{model._meta.model_name}-{model.with_deleted.get().pk}"
        assert client.post(f"{BASE}slettet/", {"pk": key}).status_code == 302
        assert model.objects.exists(), model  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["", "x", "enterprise-x", "user-1", "enterprise-0", "grant-99999"])
def test_the_trash_gives_nothing_else_back(slagelse: Place, key: str) -> None:
    assert slagelse.client().post(f"{BASE}slettet/", {"pk": key}).status_code == 404


def test_the_trash_of_others_is_theirs(slagelse: Place, kolding: Place) -> None:
    Enterprise.objects.filter(pk=kolding.enterprise.pk).update(deleted_at=timezone.now())
    Presence.objects.filter(pk=kolding.presence.pk).update(deleted_at=timezone.now())
    assert "Fjordtangen" in text(kolding.client().get(f"{BASE}slettet/"))
    assert "Fjordtangen" not in text(slagelse.client().get(f"{BASE}slettet/"))
    assert slagelse.client().post(f"{BASE}slettet/", {"pk": f"enterprise-{kolding.enterprise.pk}"}).status_code == 404


def test_what_cannot_go_says_so_at_once(slagelse: Place, kolding: Place) -> None:
    Presence.objects.create(enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative")
    page = text(slagelse.client().get(f"{BASE}sumak/slet/"))
    assert "Det kan ikke slettes" in page
    assert 'class="button button-warning"' not in page
    assert slagelse.client().post(f"{BASE}sumak/slet/", {"version": 1}).status_code == 422


def test_where_it_was_noted_by_mistake_nobody_sees_its_trash(slagelse: Place, kolding: Place) -> None:
    mistake = Presence.objects.create(
        enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative", valid_from=None
    )
    presence.remove_presence(kolding.access(), mistake, expected_version=1)
    name = EnterpriseName.objects.create(enterprise=slagelse.enterprise, name="Det gamle navn")
    names.remove_name(slagelse.access(), name, expected_version=1, reason="Kun for Slagelse")
    assert "Det gamle navn" in text(slagelse.client().get(f"{BASE}slettet/"))
    theirs = kolding.client()
    page = text(theirs.get(f"{BASE}slettet/"))
    assert "Det gamle navn" not in page
    assert "Kun for Slagelse" not in page
    assert theirs.post(f"{BASE}slettet/", {"pk": f"enterprisename-{name.pk}"}).status_code == 404
    removal.remove_enterprise(slagelse.access(), slagelse.enterprise, expected_version=1, reason="Kun for Slagelse")
    assert "Virksomhed: Sumak" in text(slagelse.client().get(f"{BASE}slettet/"))
    assert "Kun for Slagelse" not in text(theirs.get(f"{BASE}slettet/"))


def test_a_name_that_comes_back_is_found_again(slagelse: Place) -> None:
    access = slagelse.access()
    name = names.add_name(access, EnterpriseName(enterprise=slagelse.enterprise, name="Kvikmad"))
    names.remove_name(access, name, expected_version=1)
    slagelse.client().post(f"{BASE}slettet/", {"pk": f"enterprisename-{name.pk}"})
    assert "kvikmad" in Publication.objects.get(enterprise=slagelse.enterprise).words


def test_a_state_comes_back_in_one_transaction(full: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL locks nothing outside one."""
    period, held = full.enterprise.rsv_periods.get(), []
    rsv.remove_rsv(full.access(), period, expected_version=1)
    lock, outside = guarded.lock, len(connection.atomic_blocks)
    monkeypatch.setattr(guarded, "lock", lambda one: held.append(len(connection.atomic_blocks)) or lock(one))
    rsv.restore_rsv(full.access(), RsvPeriod.with_deleted.get())
    assert held == [outside + 1]
