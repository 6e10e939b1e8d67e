"""The chain names what was done to it, on both databases."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Team
from socialportal.audit import bookkeeping
from socialportal.audit.chain import Anchor, broken_links, chain_end, chain_up, record
from socialportal.audit.models import ChainHead, Entry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Any:
    return factories.municipality()


@pytest.fixture(autouse=True)
def five_entries(place: Any) -> None:
    for number in range(1, 6):
        changes = {"name": ["", f"Team {number}"], "a": ["æ", "å"], "legal_reference": ["", "§ 70 d"]}
        record(SYSTEM, "added", place, changes=changes, municipality_code="0330")
    chain_up()


def broken() -> dict[int, str]:
    return dict(broken_links())


def test_an_untouched_chain_is_whole() -> None:
    assert broken() == {}


def test_the_chain_starts_whole_when_it_is_empty() -> None:
    Entry.objects.all().delete()
    ChainHead.objects.all().delete()
    assert broken() == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [("label", "Kolding"), ("reason", "fordi"), ("acting_as", "Politiker"), ("verb", "removed"), ("object_id", 1)],
)
def test_a_changed_entry_is_named(field: str, value: object) -> None:
    Entry.objects.filter(number=3).update(**{field: value})
    assert broken() == {3: "er ændret"}


def test_changed_fields_are_named() -> None:
    Entry.objects.filter(number=2).update(changes={"name": ["", "noget andet"]})
    assert broken() == {2: "har fået ændret sine felter"}


def test_values_may_be_erased_when_their_time_is_over() -> None:
    Entry.objects.filter(number=2).update(changes={})
    assert broken() == {}


def test_an_entry_changed_with_a_new_digest_breaks_the_next() -> None:
    entry = Entry.objects.get(number=3)
    Entry.objects.filter(number=3).update(digest="0" * 64)
    assert set(broken()) == {3, 4}
    assert entry.digest != "0" * 64


def test_a_deleted_entry_is_named() -> None:
    Entry.objects.filter(number=3).delete()
    assert broken() == {3: "mangler"}


def test_several_deleted_entries_are_named() -> None:
    Entry.objects.filter(number__in=[1, 2]).delete()
    assert broken() == {1: "og de næste 1 mangler"}


def test_the_last_entries_cannot_be_deleted_unseen() -> None:
    Entry.objects.filter(number__gte=4).delete()
    assert broken() == {4: "og de følgende mangler"}


def test_an_added_entry_is_named() -> None:
    forged = Entry.objects.get(number=5)
    forged.pk, forged.number, forged.previous, forged.digest = None, 6, forged.digest, "1" * 64
    forged.save(force_insert=True)
    assert broken()[6] == "er føjet til uden om portalen"


def test_two_entries_that_changed_places_are_named() -> None:
    Entry.objects.filter(number=2).update(number=99)
    Entry.objects.filter(number=3).update(number=2)
    Entry.objects.filter(number=99).update(number=3)
    assert set(broken()) >= {2, 3}


def test_a_moved_head_is_named() -> None:
    ChainHead.objects.update(digest="2" * 64)
    assert broken() == {5: "er ikke den, kæden ender med"}
    ChainHead.objects.update(number=F("number") + 2)
    assert set(broken()) == {6}


def test_a_chain_rewritten_from_end_to_end_is_seen_against_a_noted_end() -> None:
    noted = chain_end()
    Entry.objects.all().delete()
    ChainHead.objects.all().delete()
    place = factories.municipality()
    for _ in range(5):
        record(SYSTEM, "added", place)
    chain_up()
    assert broken() == {}
    assert dict(broken_links(noted)) == {5: "er ikke den, der blev noteret"}
    assert dict(broken_links(Anchor(7, "x"))) == {7: "er noteret, men findes ikke"}


def test_the_command_says_that_all_is_well() -> None:
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert "Historikken er hel: 5\u00a0hændelser." in out.getvalue()
    assert f"Kædens ende: {chain_end()}" in out.getvalue()


def test_the_command_names_what_is_wrong_and_fails() -> None:
    Entry.objects.filter(number=3).update(label="x")
    Entry.objects.filter(number=5).delete()
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_audit", stdout=out)
    assert error.value.returncode == 1
    assert "Hændelse 3 er ændret." in out.getvalue()
    assert "Hændelse 5 og de følgende mangler." in out.getvalue()


def test_the_command_takes_the_end_it_wrote() -> None:
    call_command("verify_audit", anchor=str(chain_end()), stdout=io.StringIO())
    with pytest.raises(CommandError, match="NUMMER:SUM"):
        call_command("verify_audit", anchor="sludder")


def test_a_change_and_its_entry_stand_or_fall_together(place: Any) -> None:
    def fails_afterwards() -> None:
        with transaction.atomic():
            bookkeeping.add(SYSTEM, Team(name="Fleksjobteamet", municipality=place))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_afterwards()
    chain_up()
    assert chain_end().number == 5
    assert not Team.objects.exists()
    assert broken() == {}


def test_what_a_crash_left_is_taken_along(place: Any) -> None:
    record(SYSTEM, "corrected", place)
    record(SYSTEM, "removed", place)
    call_command("verify_audit", stdout=io.StringIO())
    assert list(Entry.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
