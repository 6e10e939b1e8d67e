"""Add, change, remove, restore, supersede: rules, versions, log."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access, access_of
from socialportal.accounts.models import Municipality, RoleName, Team, UnitName
from socialportal.audit import bookkeeping
from socialportal.audit.models import Entry
from socialportal.common.records import RESTORABLE_FOR, Conflict
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def access(place: Municipality) -> Access:
    return access_of(factories.user(role=roles.ADMINISTRATOR, place=place, name="Anna Holm"))


@pytest.fixture
def team(access: Access, place: Municipality) -> Team:
    return bookkeeping.add(access, Team(name="Fleksjobteamet", municipality=place))


def unit(place: Municipality, name: str = "Jobcentret", **fields: Any) -> UnitName:
    return UnitName(municipality=place, unit="jobcentre", name=name, **fields)


def last() -> Entry:
    return Entry.objects.latest("pk")


class TestAdd:
    def test_tells_who_in_which_role_and_what(self, team: Team, access: Access) -> None:
        entry = last()
        assert (entry.verb, entry.model, entry.object_id) == ("added", "accounts.team", team.pk)
        assert (entry.actor_id, entry.acting_as, entry.municipality_code) == (access.user_id, "Administrator", "0330")
        assert entry.changes == {"municipality": ["", "Slagelse"], "name": ["", "Fleksjobteamet"]}

    def test_a_taken_name_is_a_sentence_not_a_crash(self, team: Team, access: Access, place: Municipality) -> None:
        with pytest.raises(ValidationError, match="Der er allerede et team med det navn"):
            bookkeeping.add(access, Team(name="Fleksjobteamet", municipality=place))

    def test_the_name_is_free_when_the_other_lies_in_the_trash(
        self, team: Team, access: Access, place: Municipality
    ) -> None:
        bookkeeping.remove(access, team, expected_version=1)
        assert bookkeeping.add(access, Team(name="Fleksjobteamet", municipality=place)).pk != team.pk

    def test_what_the_model_forbids_leaves_nothing(self, access: Access, place: Municipality) -> None:
        with pytest.raises(ValidationError, match="før startdatoen"):
            bookkeeping.add(access, unit(place, valid_from=dt.date(2018, 2, 1), valid_to=dt.date(2018, 1, 1)))
        assert not UnitName.objects.exists()
        assert not Entry.objects.exists()


class TestChange:
    def test_raises_the_version_and_tells_the_difference(self, team: Team, access: Access) -> None:
        team.name = "Jobteamet"
        bookkeeping.change(access, team, expected_version=1, reason="Nyt navn")
        assert Team.objects.get().version == 2
        assert (last().verb, last().reason) == ("corrected", "Nyt navn")
        assert last().changes == {"name": ["Fleksjobteamet", "Jobteamet"]}

    def test_nothing_different_saves_and_tells_nothing(self, team: Team, access: Access) -> None:
        bookkeeping.change(access, Team.objects.get(), expected_version=1)
        assert Team.objects.get().version == 1
        assert Entry.objects.count() == 1

    def test_the_second_of_two_gets_a_conflict_with_what_is_there(self, team: Team, access: Access) -> None:
        mine, theirs = Team.objects.get(), Team.objects.get()
        theirs.name = "Deres"
        bookkeeping.change(access, theirs, expected_version=1)
        mine.name = "Mit"
        with pytest.raises(Conflict) as conflict:
            bookkeeping.change(access, mine, expected_version=1)
        assert conflict.value.current.name == "Deres"
        assert conflict.value.by == "Anna Holm"
        assert conflict.value.before == {"name": "Fleksjobteamet"}
        assert Team.objects.get().name == "Deres"

    def test_of_what_was_deleted_meanwhile_is_a_conflict(self, team: Team, access: Access) -> None:
        mine = Team.objects.get()
        bookkeeping.remove(access, team, expected_version=1)
        with pytest.raises(Conflict):
            bookkeeping.change(access, mine, expected_version=2)

    def test_a_broken_rule_leaves_the_version_for_the_next_try(self, team: Team, access: Access) -> None:
        team.name = ""
        with pytest.raises(ValidationError):
            bookkeeping.change(access, team, expected_version=1)
        assert (team.version, Team.objects.get().version) == (1, 1)

    def test_links_are_told_by_name(self, team: Team, access: Access, place: Municipality) -> None:
        one = factories.user(role=roles.CONSULTANT, place=place, name="Bo").memberships.get()
        other = factories.user(role=roles.CONSULTANT, place=place, name="Al").memberships.get()
        bookkeeping.change(access, team, expected_version=1, links={"memberships": [one]})
        bookkeeping.change(access, team, expected_version=2, links={"memberships": [one, other]})
        assert last().changes == {
            "memberships": [
                "Bo, Beskæftigelseskonsulent",
                "Al, Beskæftigelseskonsulent og Bo, Beskæftigelseskonsulent",
            ]
        }
        bookkeeping.change(access, team, expected_version=3, links={"memberships": [other, one]})
        assert Team.objects.get().version == 3


class TestRemoveAndRestore:
    def test_the_trash_keeps_it(self, team: Team, access: Access) -> None:
        bookkeeping.remove(access, team, expected_version=1, reason="Nedlagt")
        assert not Team.objects.exists()
        assert Team.with_deleted.restorable().get() == team
        assert (last().verb, last().reason) == ("removed", "Nedlagt")

    def test_what_was_changed_meanwhile_is_not_removed(self, team: Team, access: Access) -> None:
        team.name = "Jobteamet"
        bookkeeping.change(access, team, expected_version=1)
        with pytest.raises(Conflict):
            bookkeeping.remove(access, team, expected_version=1)
        assert Team.objects.exists()

    def test_is_removed_once(self, team: Team, access: Access) -> None:
        bookkeeping.remove(access, team, expected_version=1)
        with pytest.raises(Conflict):
            bookkeeping.remove(access, team, expected_version=2)

    def test_comes_back(self, team: Team, access: Access) -> None:
        bookkeeping.remove(access, team, expected_version=1)
        assert bookkeeping.restore(access, team).version == 3
        assert Team.objects.get() == team
        assert last().verb == "restored"
        assert bookkeeping.restore(access, team).version == 3

    @pytest.mark.parametrize(
        ("late", "restorable"), [(dt.timedelta(minutes=-1), True), (dt.timedelta(minutes=1), False)]
    )
    def test_comes_back_for_30_days(self, team: Team, access: Access, late: dt.timedelta, restorable: bool) -> None:
        bookkeeping.remove(access, team, expected_version=1)
        Team.with_deleted.update(deleted_at=timezone.now() - RESTORABLE_FOR - late)
        assert Team.with_deleted.restorable().exists() is restorable
        if restorable:
            assert bookkeeping.restore(access, team).deleted_at is None
        else:
            with pytest.raises(ValidationError, match="mere end 30 dage"):
                bookkeeping.restore(access, team)

    def test_does_not_come_back_when_its_place_is_taken(self, team: Team, access: Access, place: Municipality) -> None:
        bookkeeping.remove(access, team, expected_version=1)
        bookkeeping.add(access, Team(name="Fleksjobteamet", municipality=place))
        with pytest.raises(ValidationError, match="Der er allerede et team med det navn"):
            bookkeeping.restore(access, team)
        assert Team.objects.count() == 1


class TestSupersede:
    DAY = dt.date(2020, 1, 1)

    def supersede(self, access: Access, row: UnitName, day: dt.date = DAY) -> UnitName:
        row.name = "Arbejdsmarked og Integration"
        return bookkeeping.supersede(access, row, from_day=day, expected_version=1)

    @pytest.fixture
    def row(self, access: Access, place: Municipality) -> UnitName:
        return bookkeeping.add(access, unit(place, valid_from=dt.date(2015, 1, 1)))

    def test_ends_the_old_the_day_before(self, access: Access, row: UnitName) -> None:
        self.supersede(access, row)
        old, new = UnitName.objects.order_by("valid_from")
        assert (old.name, old.valid_to, old.version) == ("Jobcentret", dt.date(2019, 12, 31), 2)
        assert (new.name, new.valid_from, new.valid_to, new.version) == (
            "Arbejdsmarked og Integration",
            self.DAY,
            None,
            1,
        )
        assert [entry.verb for entry in Entry.objects.order_by("pk")][1:] == ["ended", "added"]

    @pytest.mark.parametrize("day", [dt.date(2015, 1, 1), dt.date(2014, 12, 31)])
    def test_not_before_it_began(self, access: Access, row: UnitName, day: dt.date) -> None:
        with pytest.raises(ValidationError, match="skal ligge efter"):
            self.supersede(access, row, day)
        assert UnitName.objects.get().name == "Jobcentret"

    def test_a_conflict_leaves_both_as_they_were(self, access: Access, row: UnitName) -> None:
        theirs = UnitName.objects.get()
        theirs.name = "Andet"
        bookkeeping.change(access, theirs, expected_version=1)
        with pytest.raises(Conflict):
            self.supersede(access, row)
        assert UnitName.objects.get().valid_to is None


class TestOneAtATimeOnBothDatabases:
    """Constraints with a condition, checked in Python with a sentence and in the database for good."""

    def test_a_unit_has_one_name_now(self, access: Access, place: Municipality) -> None:
        bookkeeping.add(access, unit(place))
        with pytest.raises(ValidationError, match="Afslut det, før et nyt begynder"):
            bookkeeping.add(access, unit(place, "Et andet"))
        with pytest.raises(IntegrityError), transaction.atomic():
            unit(place, "Et tredje").save()

    def test_a_word_begins_once_also_when_nobody_knows_when(self) -> None:
        for first in (None, dt.date(2020, 1, 1)):
            RoleName.objects.create(code="ny", name="Ny", valid_from=first)
            with pytest.raises(ValidationError, match="Der er allerede et ord"):
                bookkeeping.add(SYSTEM, RoleName(code="ny", name="Ny igen", valid_from=first))
            with pytest.raises(IntegrityError), transaction.atomic():
                RoleName.objects.create(code="ny", name="Ny igen", valid_from=first)
