"""Registering, changing and renaming an enterprise."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from enterprises.models import CvrNumber, Enterprise, EnterpriseName, Presence, RsvPeriod, TargetGroup
from enterprises.services import enterprise as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.models import Entry
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict

from .conftest import Place
from .saying import refused

VALID, OTHER_VALID = "10150817", "25313763"


def new(place: Place, name: str = "Grøn Fokus", **fields: object) -> dict[str, object]:
    return {
        "enterprise": Enterprise(name=name),
        "presence": Presence(municipality=place.municipality, kind=Presence.Kind.INITIATIVE),
        **fields,
    }


def test_registers_all_at_once_with_a_log(slagelse: Place, access: Access) -> None:
    groups = list(TargetGroup.objects.all()[:2])
    made = services.register_enterprise(
        access,
        **new(slagelse),  # type: ignore[arg-type]
        cvr_numbers=[CvrNumber(number=VALID), CvrNumber(number="DK 25 31 37 63")],
        rsv=RsvPeriod(state=RsvPeriod.State.WORKING),
        links={"target_groups": groups},
    )
    assert made.slug == "groen-fokus"
    assert made.presences.get().municipality == slagelse.municipality
    assert sorted(n.number for n in made.cvr_numbers.all()) == [VALID, OTHER_VALID]
    assert made.rsv_periods.get().state == "working"
    assert set(made.target_groups.all()) == set(groups)
    assert history(made)[-1].sentence == "Coordinator (Socialøkonomisk konsulent) oprettede Grøn Fokus."


def test_a_slug_that_comes_along_is_kept_and_a_taken_one_gets_a_number(slagelse: Place, access: Access) -> None:
    made = services.register_enterprise(access, **new(slagelse, enterprise=Enterprise(name="Nyt navn", slug="gammelt")))
    again = services.register_enterprise(access, **new(slagelse, "Sumak"))
    assert (made.slug, again.slug) == ("gammelt", "sumak-2")


@pytest.mark.parametrize(
    ("number", "told"),
    [("1234567", "Skriv CVR-nummeret med 8 cifre"), ("10150818", "et ciffer må være skrevet forkert")],
)
def test_a_wrong_cvr_number_leaves_nothing_behind(slagelse: Place, access: Access, number: str, told: str) -> None:
    before = Entry.objects.count()
    with refused(told, field="number"):
        services.register_enterprise(access, **new(slagelse), cvr_numbers=[CvrNumber(number=number)])
    assert not Enterprise.objects.filter(name="Grøn Fokus").exists()
    assert Entry.objects.count() == before


def test_end_before_start_leaves_nothing_behind(slagelse: Place, access: Access) -> None:
    presence = Presence(
        municipality=slagelse.municipality,
        kind="initiative",
        valid_from=dt.date(2018, 2, 1),
        valid_to=dt.date(2018, 1, 1),
    )
    with refused("Slutdatoen ligger før startdatoen", field="valid_to"):
        services.register_enterprise(access, **new(slagelse, presence=presence))
    assert not Enterprise.objects.filter(name="Grøn Fokus").exists()


def test_a_number_that_others_have_says_whose_it_is(slagelse: Place, kolding: Place, access: Access) -> None:
    CvrNumber.objects.create(enterprise=slagelse.enterprise, number=VALID)
    with refused("CVR-nummeret står allerede på Sumak.", field="number"):
        services.register_enterprise(access, **new(slagelse), cvr_numbers=[CvrNumber(number=VALID)])
    CvrNumber.objects.create(enterprise=kolding.enterprise, number=OTHER_VALID)
    with refused("en anden kommune", field="number") as caught:
        services.register_enterprise(access, **new(slagelse), cvr_numbers=[CvrNumber(number=OTHER_VALID)])
    assert "Fjordtangen" not in str(caught)


def test_no_cpr_number_in_any_text(slagelse: Place, access: Access) -> None:
    presence = Presence(municipality=slagelse.municipality, kind="initiative", note="Ring til 010180-1234")
    with refused("CPR-nummer", field="note"):
        services.register_enterprise(access, **new(slagelse, presence=presence))


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.ADMINISTRATOR, roles.POLITICIAN, roles.ENTERPRISE_USER])
def test_only_a_coordinator_registers_and_only_at_home(slagelse: Place, kolding: Place, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.register_enterprise(slagelse.access(role), **new(slagelse))
    with pytest.raises(PermissionDenied):
        services.register_enterprise(slagelse.access(), **new(kolding))


def test_changes_facts_and_says_so(slagelse: Place) -> None:
    enterprise = slagelse.enterprise
    enterprise.locality, enterprise.founded_year = "Kvarterhuset", 2012
    services.change_enterprise(slagelse.access(roles.CONSULTANT), enterprise, expected_version=1)
    enterprise.refresh_from_db()
    assert (enterprise.locality, enterprise.version) == ("Kvarterhuset", 2)
    assert history(enterprise)[0].sentence == (
        "Consultant (Beskæftigelseskonsulent) rettede sted til ”Kvarterhuset” og grundlagt år til ”2012”."
    )


def test_an_enterprises_own_people_change_its_profile_and_nothing_else(slagelse: Place) -> None:
    user = slagelse.access(roles.ENTERPRISE_USER)
    enterprise = slagelse.enterprise
    enterprise.summary = "Mad fra hele verden."
    services.change_enterprise(user, enterprise, expected_version=1)
    assert Enterprise.objects.get(pk=enterprise.pk).summary == "Mad fra hele verden."
    enterprise.name = "Et andet navn"
    with pytest.raises(PermissionDenied):
        services.change_enterprise(user, enterprise, expected_version=2)
    enterprise.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.change_enterprise(user, enterprise, expected_version=2, links={"presences": []})
    with pytest.raises(PermissionDenied):
        services.change_enterprise(slagelse.access(roles.MENTOR), enterprise, expected_version=2)


def test_the_second_of_two_is_told_who_saved_what(slagelse: Place, access: Access) -> None:
    mine, theirs = Enterprise.objects.get(pk=slagelse.enterprise.pk), slagelse.enterprise
    theirs.phone = "12 34 56 78"
    services.change_enterprise(slagelse.access(roles.CONSULTANT), theirs, expected_version=1)
    mine.phone = "87 65 43 21"
    with pytest.raises(Conflict) as caught:
        services.change_enterprise(access, mine, expected_version=1)
    assert (caught.value.by, caught.value.before) == ("Consultant", {"phone": ""})
    assert Enterprise.objects.get(pk=mine.pk).phone == "12 34 56 78"


def test_saving_without_a_change_changes_nothing(slagelse: Place, access: Access) -> None:
    services.change_enterprise(access, slagelse.enterprise, expected_version=1)
    assert Enterprise.objects.get(pk=slagelse.enterprise.pk).version == 1
    assert not history(slagelse.enterprise)


def test_a_new_name_from_a_day_keeps_the_old_one_with_its_last_day(slagelse: Place, access: Access) -> None:
    enterprise = slagelse.enterprise
    enterprise.name = "Sumak Café"
    services.rename(access, enterprise, from_day=dt.date(2019, 5, 1), expected_version=1)
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.slug) == ("Sumak Café", "sumak")
    former = enterprise.other_names.get()
    assert (former.name, former.valid_to) == ("Sumak", dt.date(2019, 4, 30))
    assert enterprise.name_on(dt.date(2018, 12, 31)) == "Sumak"
    assert enterprise.name_on(dt.date(2019, 4, 30)) == "Sumak"
    assert enterprise.name_on(dt.date(2019, 5, 1)) == "Sumak Café"


def test_a_name_that_comes_back(slagelse: Place, access: Access) -> None:
    enterprise = slagelse.enterprise
    for name, year in (("To", 2019), ("Sumak", 2020), ("Tre", 2021)):
        enterprise.name = name
        services.rename(access, enterprise, from_day=dt.date(year, 1, 1), expected_version=enterprise.version)
    names = [enterprise.name_on(dt.date(year, 6, 1)) for year in (2018, 2019, 2020, 2021)]
    assert names == ["Sumak", "To", "Sumak", "Tre"]


def test_a_name_cannot_change_in_the_future_nor_before_an_earlier_change(slagelse: Place, access: Access) -> None:
    enterprise = slagelse.enterprise
    enterprise.name = "Nyt"
    with refused("ikke kommet endnu", field="from_day"):
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        services.rename(access, enterprise, from_day=tomorrow, expected_version=1)
    EnterpriseName.objects.create(enterprise=enterprise, name="Ældre", valid_to=dt.date(2018, 6, 30))
    with refused("”Ældre” gjaldt til og med 30. juni 2018", field="from_day"):
        services.rename(access, enterprise, from_day=dt.date(2018, 7, 1), expected_version=1)
    enterprise.name = "Sumak"
    with refused("Skriv det nye", field="name"):
        services.rename(access, enterprise, from_day=dt.date(2019, 1, 1), expected_version=1)
