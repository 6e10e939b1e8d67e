"""Behov: what enterprises will need, written by the enterprise itself and by the municipality's people."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agreements.models import Competence, JobNeed
from agreements.services import need as services
from enterprises.models import Support
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import User
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .reading import at, client_of, options_of, text_of
from .world import Place

MAY = dt.date(2026, 5, 1)


@pytest.fixture
def editor(slagelse: Place) -> User:
    return factories.user("redaktoer@veteranhaven.example", roles.ENTERPRISE_USER, serves=slagelse.enterprise)


@pytest.fixture
def mentor(slagelse: Place) -> User:
    return factories.user("mentor@veteranhaven.example", roles.MENTOR, serves=slagelse.enterprise)


def need(of: Place, who=SYSTEM, **fields) -> JobNeed:
    fields = {"title": "Pakke varer", "hours_from": Decimal(10), "hours_to": Decimal(15), "wanted_from": MAY} | fields
    return services.register_need(who, JobNeed(presence=fields.pop("presence", of.presence), **fields))


def sent(of: Place, **fields) -> dict:
    data = {"presence": of.presence.pk, "title": "Pakke varer", "hours_from": "10", "hours_to": "12,5"}
    return data | {"wanted_from": "2026-05-01"} | fields


def test_only_the_enterprises_user_and_those_who_follow_it_write(
    slagelse: Place, kolding: Place, editor: User, mentor: User
) -> None:
    need(slagelse, factories.access_for(editor))
    need(slagelse, slagelse.access("colleague"))
    for other in (factories.access_for(mentor), kolding.access()):
        with pytest.raises(PermissionDenied):
            need(slagelse, other)
    with pytest.raises(PermissionDenied):
        need(slagelse, factories.access_for(editor), presence=kolding.presence)
    made = JobNeed.objects.first()
    made.presence = kolding.presence
    with pytest.raises(PermissionDenied):
        services.correct_need(factories.access_for(editor), made, expected_version=1)


def test_what_is_refused(slagelse: Place) -> None:
    with world.refused("mindst 10 timer", field="hours_to"):
        need(slagelse, hours_to=Decimal("9.5"))
    with world.refused("ikke aktiv", field="wanted_from"):
        need(slagelse, wanted_from=dt.date(2014, 1, 1))
    for field in ("title", "tasks", "area"):
        with world.refused("CPR-nummer", field=field):
            need(slagelse, **{field: "Til 010190-1234"})


def test_closed_reopened_removed_and_brought_back(slagelse: Place, editor: User) -> None:
    access, made = factories.access_for(editor), need(slagelse)
    with world.refused("åbent"):
        services.reopen_need(access, JobNeed.objects.get(), expected_version=1, reason="Igen")
    with world.refused("fremtiden", field="closed_on"):
        tomorrow = dt.date.today() + dt.timedelta(days=1)
        services.close_need(access, JobNeed.objects.get(), closed_on=tomorrow, filled=True, expected_version=1)
    services.close_need(access, made, closed_on=dt.date(2026, 2, 1), filled=True, expected_version=1)
    with pytest.raises(Conflict):
        services.close_need(access, made, closed_on=dt.date(2026, 3, 1), filled=False, expected_version=1)
    with world.refused("hvorfor", field="reason"):
        services.reopen_need(access, JobNeed.objects.get(), expected_version=2, reason="")
    services.reopen_need(access, JobNeed.objects.get(), expected_version=2, reason="Den nye flyttede")
    found = JobNeed.objects.get()
    assert (found.closed_on, found.filled) == (None, False)
    services.remove_need(access, found, expected_version=3)
    assert not JobNeed.objects.exists()
    services.restore_need(access, JobNeed.with_deleted.get())
    assert JobNeed.objects.exists()


def test_an_enterprise_writes_its_own_and_sees_no_other(slagelse: Place, editor: User) -> None:
    client = client_of(editor)
    other = factories.enterprise("Sumak", slagelse.municipality)
    theirs = need(slagelse, presence=other.presences.get(), title="Sumaks opgave")
    choices = options_of(client.get(at("need-add")), "presence")
    assert "VeteranHaven" in choices
    assert "Sumak" not in choices
    word, support = Competence.objects.get(code="warehouse"), Support.objects.get(code="buddy")
    response = client.post(at("need-add"), sent(slagelse, competences=[word.pk], support=[support.pk]))
    made = JobNeed.objects.get(title="Pakke varer")
    assert response["Location"] == made.get_absolute_url()
    assert (made.hours_to, [*made.competences.all()], [*made.support.all()]) == (Decimal("12.5"), [word], [support])
    refused = client.post(at("need-add"), sent(slagelse, presence=other.presences.get().pk, title="For en anden"))
    assert refused.status_code == 422
    assert client.get(theirs.get_absolute_url()).status_code == 404
    listed = text_of(client.get(at("needs")))
    assert "1 behov" in listed
    assert "Sumaks opgave" not in listed
    page = text_of(client.get(made.get_absolute_url()))
    assert "10 til 12,5 timer om ugen fra 1. maj 2026" in page
    assert "Buddy-ordning" in page
    own = text_of(client.get(slagelse.enterprise.get_absolute_url()))
    assert "Meld et behov" in own
    assert "1 åbent behov" in own


def test_two_at_once_are_told(slagelse: Place, editor: User, consultant: Client) -> None:
    made = need(slagelse)
    data = sent(slagelse, hours_to="15", version=1)
    assert consultant.post(at("need-edit", made.pk), data | {"title": "Pakke og mærke varer"}).status_code == 302
    response = client_of(editor).post(at("need-edit", made.pk), data | {"title": "Pakke julevarer"})
    assert response.status_code == 409
    assert "Pakke og mærke varer" in text_of(response)


def test_the_list_narrows(slagelse: Place, consultant: Client) -> None:
    need(slagelse, title="Kantine", hours_from=Decimal(5), hours_to=Decimal(8), wanted_from=dt.date(2026, 3, 1))
    packing = need(slagelse, area="Korsør")
    packing.support.add(Support.objects.get(code="pick-up"))
    closed = need(slagelse, title="Rengøring")
    services.close_need(SYSTEM, closed, closed_on=dt.date(2026, 1, 2), filled=False, expected_version=1)
    found = {
        query: [name for name in ("Kantine", "Pakke varer", "Rengøring") if name in text_of(consultant.get(url))]
        for query in (
            "",
            "timer=8",
            "senest=2026-04-01",
            "q=korsør",
            "status=lukkede",
            f"stoette={Support.objects.get(code='pick-up').pk}",
        )
        for url in [f"{at('needs')}?{query}"]
    }
    # ”Rengøring” is a competence that can be chosen, too; so it is looked for in the table alone elsewhere
    shown = {query: [name for name in names if name != "Rengøring"] for query, names in found.items()}
    assert shown == {
        "": ["Kantine", "Pakke varer"],
        "timer=8": ["Kantine"],
        "senest=2026-04-01": ["Kantine"],
        "q=korsør": ["Pakke varer"],
        "status=lukkede": [],
        f"stoette={Support.objects.get(code='pick-up').pk}": ["Pakke varer"],
    }


def test_from_the_page_to_the_trash_and_back(slagelse: Place, editor: User, mentor: User) -> None:
    made, client = need(slagelse), client_of(editor)
    close = {"outcome": "dropped", "closed_on": "2026-02-01", "version": 1}
    assert client.post(at("need-close", made.pk), close).status_code == 302
    assert "Ikke længere aktuelt" in text_of(client.get(made.get_absolute_url()))
    assert client.post(at("need-reopen", made.pk), {"reason": "Fejl", "version": 2}).status_code == 302
    assert client_of(mentor).get(at("need-edit", made.pk)).status_code == 403
    assert client.post(at("need-remove", made.pk), {"version": 3, "reason": ""}).status_code == 302
    assert "Pakke varer" in text_of(client.get(at("need-trash")))
    assert client.post(at("need-trash"), {"pk": made.pk}).status_code == 302
    assert JobNeed.objects.get().version == 5
