"""Aktiv i kommunen: no day twice, ended and begun again, changed from a day, noted."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.models import CvrNumber, Enterprise, Presence
from enterprises.services import presence as services
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories
from tests.threads import in_threads, shared_database  # noqa: F401

from .conftest import Place
from .saying import refused

DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2018, 12, 31))


def another(place: Place, first: dt.date | None, last: dt.date | None = None) -> Presence:
    return Presence(
        enterprise=place.enterprise,
        municipality=place.municipality,
        kind="social_enterprise",
        valid_from=first,
        valid_to=last,
    )


def test_two_periods_never_share_a_day(slagelse: Place, access: Access) -> None:
    with refused("allerede noteret som aktiv i Slagelse siden 1. januar 2018", field="valid_from"):
        services.start_presence(access, another(slagelse, dt.date(2019, 1, 1)))
    with refused("ret den ene af dem"):
        services.start_presence(access, another(slagelse, None))
    services.start_presence(access, another(slagelse, None, dt.date(2017, 12, 31)))
    assert Presence.objects.filter(enterprise=slagelse.enterprise).count() == 2


def test_one_day_too_many_is_refused(slagelse: Place, access: Access) -> None:
    with refused("kan ikke dække den samme dag"):
        services.start_presence(access, another(slagelse, dt.date(2017, 1, 1), dt.date(2018, 1, 1)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(DAYS, st.integers(0, 200)), min_size=2, max_size=6))
def test_whatever_is_tried_no_day_is_held_twice(slagelse: Place, tries: list[tuple[dt.date, int]]) -> None:
    Presence.objects.all().delete()
    for first, length in tries:
        try:
            services.start_presence(SYSTEM, another(slagelse, first, first + dt.timedelta(days=length)))
        except ValidationError:
            continue
    held = list(Presence.objects.all())
    assert held
    for day in (dt.date(2017, 1, 1) + dt.timedelta(days=n) for n in range(1000)):
        assert sum(p.holds_on(day) for p in held) <= 1, day


def test_the_same_enterprise_may_be_in_two_municipalities_at_once(slagelse: Place, kolding: Place) -> None:
    presence = Presence(enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative")
    services.start_presence(SYSTEM, presence)
    assert slagelse.enterprise.presences.count() == 2


def test_ends_and_comes_back(slagelse: Place, access: Access) -> None:
    presence = slagelse.presence
    presence.valid_to, presence.leaves = dt.date(2018, 12, 31), "Arbejdet fortsætter i Roskilde."
    services.end_presence(access, presence, expected_version=1)
    sentence = history(presence)[0].sentence.replace("\u00a0", " ")
    assert sentence.endswith("noterede Sumak i Slagelse som aktiv til og med 31. december 2018.")
    with refused("kan ikke dække den samme dag"):
        services.start_presence(access, another(slagelse, dt.date(2018, 12, 31)))
    services.start_presence(access, another(slagelse, dt.date(2020, 3, 1)))
    active = [Presence.objects.active_on(dt.date(year, 6, 1)).count() for year in (2018, 2019, 2020)]
    assert active == [1, 0, 1]


def test_an_end_has_a_day_and_not_before_the_start(slagelse: Place, access: Access) -> None:
    with refused("Skriv den sidste dag", field="valid_to"):
        services.end_presence(access, slagelse.presence, expected_version=1)
    slagelse.presence.valid_to = dt.date(2017, 12, 31)
    with refused("Slutdatoen ligger før startdatoen", field="valid_to"):
        services.end_presence(access, slagelse.presence, expected_version=1)


def test_a_change_from_a_day_begins_a_new_period(slagelse: Place, access: Access) -> None:
    presence = slagelse.presence
    presence.kind = Presence.Kind.INITIATIVE
    services.change_presence_from(access, presence, from_day=dt.date(2019, 7, 1), expected_version=1)
    old, new = Presence.objects.filter(enterprise=slagelse.enterprise).order_by("valid_from")
    assert (old.kind, old.valid_to) == ("social_enterprise", dt.date(2019, 6, 30))
    assert (new.kind, new.valid_from, new.valid_to) == ("initiative", dt.date(2019, 7, 1), None)


def test_a_correction_was_always_so(slagelse: Place, access: Access) -> None:
    slagelse.presence.kind = Presence.Kind.INITIATIVE
    services.correct_presence(access, slagelse.presence, expected_version=1)
    presence = Presence.objects.get(enterprise=slagelse.enterprise)
    assert (presence.kind, presence.valid_from) == ("initiative", dt.date(2018, 1, 1))
    with pytest.raises(Conflict):
        services.correct_presence(access, slagelse.presence, expected_version=1)


def test_a_correction_cannot_make_two_meet(slagelse: Place, access: Access) -> None:
    earlier = services.start_presence(access, another(slagelse, dt.date(2016, 1, 1), dt.date(2016, 12, 31)))
    earlier.valid_to = dt.date(2018, 5, 1)
    with refused("kan ikke dække den samme dag", field="valid_from"):
        services.correct_presence(access, earlier, expected_version=1)


def test_a_consultant_writes_the_note_and_nothing_else(slagelse: Place) -> None:
    consultant, presence = slagelse.access(roles.CONSULTANT), slagelse.presence
    presence.note, presence.counts_towards_goal = "Ring hellere end at skrive.", False
    services.write_note(consultant, presence, expected_version=1)
    stored = Presence.objects.get(pk=presence.pk)
    assert (stored.note, stored.counts_towards_goal) == ("Ring hellere end at skrive.", True)
    with pytest.raises(PermissionDenied):
        services.correct_presence(consultant, stored, expected_version=2)
    with pytest.raises(PermissionDenied):
        services.write_note(slagelse.access(roles.ENTERPRISE_USER), stored, expected_version=2)


def test_taken_along_from_another_municipality_by_its_number(slagelse: Place, kolding: Place, access: Access) -> None:
    CvrNumber.objects.create(enterprise=kolding.enterprise, number="10150817")
    presence = Presence(municipality=slagelse.municipality, kind="social_enterprise")
    made = services.adopt(access, presence, cvr_number="10150817")
    assert made.enterprise == kolding.enterprise
    assert Enterprise.objects.visible_to(access).filter(pk=kolding.enterprise.pk).exists()
    with refused("Opret virksomheden i stedet", field="cvr_number"):
        services.adopt(access, Presence(municipality=slagelse.municipality, kind="initiative"), cvr_number="25313763")
    other = Presence(municipality=kolding.municipality, kind="initiative")
    with pytest.raises(PermissionDenied):
        services.adopt(access, other, cvr_number="10150817")


def test_those_where_it_is_already_are_told_that_another_takes_it_along(slagelse: Place, kolding: Place) -> None:
    CvrNumber.objects.create(enterprise=kolding.enterprise, number="10150817")
    presence = Presence(municipality=slagelse.municipality, kind="social_enterprise", valid_from=dt.date(2019, 1, 1))
    services.adopt(slagelse.access(), presence, cvr_number="10150817")
    notice = Notice.objects.get()
    assert notice.user == kolding.users[roles.COORDINATOR]
    assert notice.subject == "Fjordtangen er nu også aktiv i Slagelse"
    assert notice.url == kolding.enterprise.get_absolute_url()
    services.tell_the_others(presence)
    assert Notice.objects.count() == 1, "once"


def test_those_it_has_left_are_not_told(slagelse: Place, kolding: Place) -> None:
    CvrNumber.objects.create(enterprise=kolding.enterprise, number="10150817")
    kolding.presence.valid_to = dt.date(2018, 12, 31)
    kolding.presence.save()
    presence = Presence(municipality=slagelse.municipality, kind="initiative", valid_from=dt.date(2019, 1, 1))
    services.adopt(slagelse.access(), presence, cvr_number="10150817")
    assert not Notice.objects.exists()


def test_the_only_period_and_one_in_use_stay(slagelse: Place, access: Access) -> None:
    from enterprises.models import Contribution

    with refused("den eneste periode"):
        services.remove_presence(access, slagelse.presence, expected_version=1)
    earlier = services.start_presence(access, another(slagelse, dt.date(2016, 1, 1), dt.date(2016, 12, 31)))
    Contribution.objects.create(presence=earlier, year=2016)
    with refused("bruges af 1 bidrag til årsrapporten"):
        services.remove_presence(access, earlier, expected_version=1)
    Contribution.objects.all().delete()
    services.remove_presence(access, earlier, expected_version=1)
    assert slagelse.enterprise.presences.count() == 1
    services.start_presence(access, another(slagelse, dt.date(2016, 6, 1), dt.date(2016, 6, 30)))
    with refused("kan ikke dække den samme dag"):
        services.restore_presence(access, Presence.with_deleted.get(pk=earlier.pk))


@pytest.fixture
def not_yet_here(transactional_db: None) -> Presence:
    """Made before the database is shared; not saved itself."""
    return Presence(municipality=factories.municipality(), enterprise=factories.enterprise("Sumak"))


@pytest.mark.django_db(transaction=True)
def test_two_who_start_it_at_once(not_yet_here: Presence, shared_database: None) -> None:  # noqa: F811
    """The enterprise is held while its periods are looked at, so the second sees the first one's."""
    here, enterprise = not_yet_here.municipality, not_yet_here.enterprise

    def start() -> None:
        services.start_presence(
            SYSTEM,
            Presence(
                enterprise=enterprise,
                municipality=here,
                kind="initiative",
                valid_from=dt.date(2018, 1, 1),
                valid_to=dt.date(2018, 12, 31),
            ),
        )

    def start_later() -> None:
        services.start_presence(
            SYSTEM,
            Presence(enterprise=enterprise, municipality=here, kind="initiative", valid_from=dt.date(2018, 6, 1)),
        )

    errors = in_threads(start, start_later)
    assert [type(error) for error in errors] == [ValidationError]
