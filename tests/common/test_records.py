"""What every record has, whoever's it is: versions, a trash, names in Danish, constraints that speak."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from socialportal.accounts.models import Team
from socialportal.common.dated import Dated
from socialportal.common.records import Conflict, Record
from tests import factories

OURS = {"home", "reports", "agreements", "enterprises", "notices", "accounts", "audit", "common"}


def our_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model._meta.app_label in OURS)


def records() -> list[type[Record]]:
    return [model for model in our_models() if issubclass(model, Record)]


def ids(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.django_db
class TestTheTrash:
    def test_hides_from_lists_and_relations_and_keeps(self) -> None:
        place = factories.municipality()
        gone = factories.team("Væk", place)
        kept = factories.team("Her", place)
        Team.with_deleted.filter(pk=gone.pk).update(deleted_at=timezone.now())
        assert list(Team.objects.all()) == [kept]
        assert list(place.teams.all()) == [kept]
        assert Team.with_deleted.count() == 2

    @pytest.mark.parametrize(("days", "there"), [(0, True), (29, True), (31, False)])
    def test_gives_back_for_30_days(self, days: int, there: bool) -> None:
        gone = factories.team("Væk", factories.municipality())
        Team.with_deleted.filter(pk=gone.pk).update(deleted_at=timezone.now() - dt.timedelta(days=days))
        assert Team.with_deleted.restorable().exists() is there
        assert Team.with_deleted.restorable(timezone.now() - dt.timedelta(days=5)).exists() is (there or days == 31)


def test_a_conflict_carries_what_is_there_now() -> None:
    current = Team(name="Nu")
    conflict = Conflict(current, by="Anna", before={"name": "Før"})
    assert (conflict.current, conflict.by, conflict.before) == (current, "Anna", {"name": "Før"})
    assert "ændret af en anden" in str(conflict)


def test_content_is_what_somebody_wrote() -> None:
    assert [field.name for field in Team.content_fields()] == ["source_note", "municipality", "name"]


@pytest.mark.parametrize("model", records(), ids=ids)
def test_lists_and_relations_hide_the_trash(model: type[Record]) -> None:
    """The default manager is what relations, forms and uniqueness look through."""
    assert model._default_manager.name == "objects"
    assert "deleted_at" in str(model._default_manager.all().query.where)
    assert "deleted_at" not in str(model.with_deleted.all().query.where)


# What no page ever shows, and what Django names itself (and translates).
UNSEEN = {"version", "number", "digest", "previous", "changes_digest", "token_digest"}
OF_DJANGO = {"password", "last_login"}


@pytest.mark.parametrize("model", list(our_models()), ids=ids)
def test_everything_has_a_danish_label(model: type[models.Model]) -> None:
    """A name that Django makes from the identifier is English."""
    assert "verbose_name" in model._meta.original_attrs
    unlabelled = {
        field.name
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field._verbose_name is None and not field.primary_key
    }
    assert unlabelled - OF_DJANGO - UNSEEN == set()


@pytest.mark.parametrize("model", list(our_models()), ids=ids)
def test_every_constraint_speaks_danish(model: type[models.Model]) -> None:
    default = models.BaseConstraint.default_violation_error_message
    for constraint in model._meta.constraints:
        assert constraint.violation_error_message not in {default, None}, constraint.name


@pytest.mark.parametrize("model", records(), ids=ids)
def test_what_lies_in_the_trash_takes_no_place(model: type[Record]) -> None:
    """A unique rule that counted deleted rows would stop with an error that nobody can read."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.name not in NEVER_FREE:
            assert constraint.condition is not None, constraint.name
            assert "deleted_at" in str(constraint.condition), constraint.name


# Municipalities are never deleted, and a participant's number is never used again.
NEVER_FREE = {"accounts_municipality_code_once", "agreements_participant_number_once"}


@pytest.mark.parametrize("model", list(our_models()), ids=ids)
def test_no_unique_rule_is_left_out_on_sqlite(model: type[models.Model]) -> None:
    """SQLite knows no NULLS NOT DISTINCT; Django leaves such a constraint out without a word."""
    for constraint in model._meta.constraints:
        assert getattr(constraint, "nulls_distinct", None) is None, constraint.name


@pytest.mark.parametrize("model", [model for model in our_models() if issubclass(model, Dated)], ids=ids)
def test_the_ends_of_what_is_dated_come_in_order(model: type[models.Model]) -> None:
    """A class that lists constraints of its own must not forget the inherited ones."""
    assert any(constraint.name.endswith("dates_in_order") for constraint in model._meta.constraints)
