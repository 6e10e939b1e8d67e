"""`daily`: run twice, days late or killed half-way, every reminder comes once and none is lost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from agreements.models import FollowUp, Plan
from agreements.queries.deadlines import open_deadlines
from socialportal.accounts import roles
from socialportal.accounts.models import User
from socialportal.common import danish
from socialportal.common.models import Submission
from socialportal.home import daily, digest
from socialportal.notices import kinds
from socialportal.notices.models import Digest, Notice
from socialportal.notices.services import tell
from socialportal.notices.services.telling import choose
from tests import factories
from tests.agreements import world
from tests.agreements.world import Place

QUEUED = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
# A Wednesday far from holidays; roles and agreements of the world hold then.
DAY = dt.date(2026, 3, 11)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def slagelse(db: None) -> Place:
    made = world.place("0330", "VeteranHaven")
    made.agreement.valid_from = None
    made.agreement.save()
    made.agreement.terms.update(valid_from=None)
    return made


@pytest.fixture
def mentor(slagelse: Place) -> User:
    return factories.user("mentor@virksomhed.example", roles.MENTOR, serves=slagelse.enterprise)


@pytest.fixture
def late_course(slagelse: Place, mentor: User) -> Any:
    """Its plan was due two days before the day."""
    made = world.course(slagelse, DAY - dt.timedelta(days=30))
    made.mentor = mentor
    made.save()
    return made


def receivers() -> list[str]:
    return sorted(sent.to[0] for sent in mail.outbox)


def test_the_consultant_and_the_mentor_are_told_and_nobody_else(
    slagelse: Place, late_course: Any, mentor: User
) -> None:
    daily.run(DAY)
    assert receivers() == ["konsulent@slagelse.example", "mentor@virksomhed.example"]
    to_consultant = next(sent for sent in mail.outbox if sent.to == ["konsulent@slagelse.example"])
    assert "1 opgave over fristen" in to_consultant.subject
    assert "Individuel plan hos VeteranHaven, senest" in to_consultant.body
    assert "https://portal.example/frister/" in to_consultant.body
    to_mentor = next(sent for sent in mail.outbox if sent.to == [mentor.email])
    assert "Individuel plan senest" in to_mentor.body
    for sent in mail.outbox:
        whole = sent.subject + sent.body + sent.alternatives[0][0]
        assert late_course.participant.number not in whole


def test_a_long_overview_leads_to_the_page(slagelse: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "MOST_LINES", 3)
    for number in range(7):
        course = world.course(
            slagelse, DAY - dt.timedelta(days=29 + number), over_capacity_reason="Aftalt med kommunen"
        )
        assert course.pk
    daily.run(DAY)
    (sent,) = mail.outbox
    assert "7 opgaver over fristen" in sent.subject
    assert sent.body.count("Individuel plan hos") == 3
    told = sum(int(number) for number in re.findall(r"hos VeteranHaven \((\d)\)", sent.body))
    alone = len(re.findall(r"hos VeteranHaven, senest", sent.body))
    assert f"og {danish.count(7 - told - alone, 'opgave', 'opgaver')} mere" in sent.body


def test_run_twice_it_tells_once(slagelse: Place, late_course: Any) -> None:
    daily.run(DAY)
    before = receivers()
    daily.run(DAY)
    assert receivers() == before
    assert Notice.objects.count() == 1
    assert Digest.objects.filter(day=DAY).count() == Digest.objects.count()


def test_three_days_late_nothing_is_lost_and_nothing_told_twice(
    slagelse: Place, late_course: Any, mentor: User
) -> None:
    daily.run(DAY)
    mail.outbox.clear()
    FollowUp.objects.create(course=late_course, asked_on=DAY, wanted_by=DAY + ONE_DAY)
    daily.run(DAY + 5 * ONE_DAY)  # Monday; Thursday and Friday went by without a run
    (sent,) = mail.outbox  # the mentor was reminded on Wednesday, and is not again
    assert sent.to == ["konsulent@slagelse.example"]
    assert "2 opgaver over fristen" in sent.subject
    assert "Opfølgningsmøde hos VeteranHaven" in sent.body


@pytest.mark.parametrize("broken", ["tell", "digest", "tidy"])
def test_killed_half_way_the_next_run_does_the_rest(
    slagelse: Place, late_course: Any, mentor: User, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    other = factories.user("anden@virksomhed.example", roles.MENTOR, serves=slagelse.enterprise)
    second = world.course(slagelse, DAY - dt.timedelta(days=30))
    second.mentor = other
    second.save()
    calls = {"n": 0}

    def dies(real: Any) -> Any:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            calls["n"] += 1
            if calls["n"] == 2 or broken == "tidy":
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return wrapped

    with monkeypatch.context() as patched:
        if broken == "tell":
            patched.setattr(daily, "tell", dies(tell))
        elif broken == "digest":
            patched.setattr(digest, "overview_of", dies(digest.overview_of))
        else:
            patched.setattr(daily, "call_command", dies(call_command))
        with pytest.raises(KeyboardInterrupt):
            daily.run(DAY)
    daily.run(DAY)
    daily.run(DAY)
    assert receivers() == ["anden@virksomhed.example", "konsulent@slagelse.example", "mentor@virksomhed.example"]
    assert Notice.objects.count() == 2


def test_a_step_that_fails_does_not_stop_the_others(
    slagelse: Place, late_course: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(day: dt.date) -> int:
        raise RuntimeError("nej")

    monkeypatch.setattr(daily, "remind_mentors", fails)
    with pytest.raises(RuntimeError):
        daily.run(DAY)
    assert receivers() == ["konsulent@slagelse.example"]


def test_a_mail_that_did_not_get_through_is_tried_again(
    slagelse: Place, late_course: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(email="kontakt@slagelse.example", kind="andet", subject="Nyt", text="Tekst", key="før")
    mail.outbox.clear()

    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        tell(email="kontakt@slagelse.example", kind="andet", subject="Nyt", text="Tekst", key="k")
        daily.run(DAY)
    assert mail.outbox == []
    daily.run(DAY)
    assert receivers() == ["konsulent@slagelse.example", "kontakt@slagelse.example", "mentor@virksomhed.example"]


def test_who_has_done_their_part_is_not_nagged(slagelse: Place, late_course: Any) -> None:
    with QUEUED:
        daily.run(DAY)
    Plan.objects.filter(course=late_course).update(made_on=DAY)
    Notice.objects.update(read_at=timezone.now())
    for asked in Digest.objects.all():
        digest.send_digest.func(asked.pk)
    assert mail.outbox == []
    assert not Digest.objects.filter(sent=True).exists()


def test_a_reminder_that_is_settled_is_taken_back(slagelse: Place, late_course: Any, mentor: User) -> None:
    choose(mentor, set())
    daily.run(DAY)
    assert Notice.objects.filter(user=mentor).exists()
    Plan.objects.filter(course=late_course).update(made_on=DAY)
    daily.run(DAY + ONE_DAY)
    assert not Notice.objects.filter(user=mentor).exists()


def test_turned_off_nothing_comes(slagelse: Place, late_course: Any, mentor: User) -> None:
    for user in (slagelse.consultant, mentor):
        choose(user, {kind for kind, _ in kinds.choices()} - {kinds.DIGEST})
    daily.run(DAY)
    assert mail.outbox == []


def test_nothing_to_say_no_mail(slagelse: Place) -> None:
    daily.run(DAY)
    assert mail.outbox == []
    assert Digest.objects.filter(sent=True).count() == 0


def test_nobody_is_written_to_on_a_sunday_and_friday_tells_of_saturday(slagelse: Place) -> None:
    course = world.course(slagelse, DAY)
    from agreements.models import Description, DescriptionKind

    saturday = dt.date(2026, 3, 14)
    Description.objects.create(course=course, kind=DescriptionKind.objects.first(), ordered_on=DAY, needed_by=saturday)
    daily.run(saturday)
    assert mail.outbox == []
    daily.run(saturday - ONE_DAY)
    (sent,) = mail.outbox
    assert "1 opgave i dag" in sent.subject


def test_what_comes_within_a_week_is_told_of_once(slagelse: Place) -> None:
    world.course(slagelse, dt.date(2026, 2, 18))  # plan by 18 March
    for ahead in (1, 2, 5, 6):  # from Thursday 12 March
        daily.run(DAY - ONE_DAY + ahead * ONE_DAY)
    assert [sent.subject for sent in mail.outbox] == ["Socialportal: Opgaver i de næste dage"]
    assert len(open_deadlines(slagelse.access("consultant"), DAY, kinds=["plan"])) == 1  # type: ignore[list-item]


def test_messages_come_in_one_overview(slagelse: Place) -> None:
    tell(user=slagelse.consultant, kind="andet", subject="Nyt fra Sumak", text="Tekst", key="a")
    today = timezone.localdate()
    day = daily_day(today)
    daily.run(day)
    daily.run(day + 7 * ONE_DAY)
    assert [sent.body.count("Nyt fra Sumak") for sent in mail.outbox if "Nyt fra Sumak" in sent.body] == [1]


def daily_day(day: dt.date) -> dt.date:
    from agreements.deadlines import working_day

    return working_day(day)


def test_it_tidies_up(slagelse: Place) -> None:
    old = timezone.now() - dt.timedelta(days=400)
    Submission.objects.create(digest="gammel", model="x", object_id=1)
    Submission.objects.update(at=old)
    Submission.objects.create(digest="ny", model="x", object_id=1)
    Notice.objects.create(user=slagelse.consultant, kind="andet", subject="x", key="læst", read_at=old)
    Notice.objects.create(user=slagelse.consultant, kind="andet", subject="x", key="ulæst")
    Notice.objects.update(at=old)
    daily.run(timezone.localdate())
    assert list(Submission.objects.values_list("digest", flat=True)) == ["ny"]
    assert list(Notice.objects.values_list("key", flat=True)) == ["ulæst"]


def test_the_command_takes_a_day(slagelse: Place, late_course: Any, capsys: pytest.CaptureFixture) -> None:
    call_command("daily", date="2026-03-11")
    assert "påmindelser: 1" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("daily", date="i morgen")
