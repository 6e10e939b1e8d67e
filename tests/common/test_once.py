"""One sending, one record: also when the second comes while the first is at work."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import QueryDict

from enterprises.models import Story
from socialportal.accounts.models import Municipality
from socialportal.common.models import Submission
from socialportal.common.once import digest_of, once
from tests import factories
from tests.threads import in_threads, shared_database

__all__ = ["shared_database"]

SENT = QueryDict("token=abc&title=Prisen&csrfmiddlewaretoken=1")


def story(title: str = "Prisen") -> Story:
    place = Municipality.objects.get(code="0330")
    return Story.objects.create(municipality=place, year=2018, title=title, text="Vi vandt.")


@pytest.mark.django_db
def test_the_second_sending_is_answered_with_what_the_first_made() -> None:
    first, second = once(SENT, story, of="1 /x/"), once(SENT, story, of="1 /x/")
    assert first == second
    assert Story.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "of"),
    [("token=abd&title=Prisen", "1 /x/"), ("token=abc&title=Anden", "1 /x/"), ("token=abc&title=Prisen", "2 /x/")],
)
def test_another_token_other_words_or_another_sender_is_another_sending(sent: str, of: str) -> None:
    once(SENT, story, of="1 /x/")
    once(QueryDict(sent), story, of=of)
    assert Story.objects.count() == 2


def test_the_csrf_token_is_no_content() -> None:
    other = QueryDict("title=Prisen&token=abc&csrfmiddlewaretoken=2")
    assert digest_of(SENT, of="") == digest_of(other, of="")


@pytest.mark.django_db
def test_without_a_token_nothing_is_remembered() -> None:
    once(QueryDict("title=Prisen"), story, of="1")
    once(QueryDict("title=Prisen"), story, of="1")
    assert (Story.objects.count(), Submission.objects.count()) == (2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ValidationError("nej"), IntegrityError("nej")])
def test_what_fails_is_not_remembered(error: Exception) -> None:
    def fail() -> Story:
        story("Halv")
        raise error

    with pytest.raises(type(error)):
        once(SENT, fail, of="1")
    assert not Story.objects.exists()
    once(SENT, story, of="1")
    assert Story.objects.count() == 1


@pytest.fixture
def slagelse(transactional_db: None) -> Municipality:
    return factories.municipality()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(slagelse: Municipality, shared_database: None) -> None:
    made: list[int] = []

    def send() -> None:
        made.append(once(SENT, story, of="1").pk)

    assert in_threads(send, send) == []
    assert len(made) == 2
    assert made[0] == made[1]
