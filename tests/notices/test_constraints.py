"""The database holds the rules of messages: each is broken once here."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from socialportal.notices.models import CalendarKey, Digest, Notice, Preference
from tests import factories

pytestmark = pytest.mark.django_db


def attempts() -> dict[str, list[models.Model]]:
    """Rows of which the last breaks the constraint."""
    user = factories.user()
    day = dt.date(2026, 3, 11)
    return {
        "notices_notice_one_receiver": [
            Notice(kind="andet", subject="Nyt", text="Nyt", key="k", user=user, email="a@b.dk")
        ],
        "notices_preference_once": [Preference(user=user, kind="andet"), Preference(user=user, kind="andet")],
        "notices_digest_once_a_day": [Digest(user=user, day=day), Digest(user=user, day=day)],
    }


def test_every_constraint_is_tried() -> None:
    names = {one.name for model in apps.get_app_config("notices").get_models() for one in model._meta.constraints}
    assert names == set(attempts())


@pytest.mark.parametrize(
    "name", ["notices_notice_one_receiver", "notices_preference_once", "notices_digest_once_a_day"]
)
def test_it_holds(name: str) -> None:
    *before, broken = attempts()[name]
    for row in before:
        row.save()
    with pytest.raises(ValidationError):
        broken.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken.save()


def test_a_key_is_told_once_and_a_user_has_one_calendar() -> None:
    user = factories.user()
    for make in (
        lambda: Notice.objects.create(user=user, kind="andet", subject="Nyt", text="", key="k"),
        lambda: CalendarKey.objects.create(user=user, digest="d"),
    ):
        make()
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
