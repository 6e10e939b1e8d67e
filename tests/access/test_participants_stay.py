"""What is written about a participant stays with those who follow her (issue 3): no other team, enterprise, municipality or
politician reads it, on no page and in no file; no mail, feed, log or page title tells it. Whoever wants to know is let loose on
every address of the access table with her records.
"""

import datetime as dt
import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html

from agreements.models import Course, DescriptionKind, Participant
from agreements.services import collaboration, course, evaluation_letter, participant, placement
from enterprises.models import EnterpriseMembership
from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import User
from socialportal.home import daily
from socialportal.notices.models import Notice
from socialportal.notices.services.calendar import make_address
from tests import factories

from .rows_participants import AREA, BEYOND, CASE, TODAY, WHY, WORDS
from .table import Roles as R
from .table import Row, all_rows, build_all
from .test_access import address
from .world import World, make_world

pytestmark = pytest.mark.django_db

# Text in a PDF is packed away, and making one takes long: the pages that lead to them are read, and the titles of hers.
ROWS = [row for row in all_rows() if "pdf" not in row.name]
PRIVATE = (CASE, AREA, BEYOND, WHY)
OUTSIDE = tuple(role for role in R.KNOWN if role not in (R.COORDINATOR, R.CONSULTANT))
# Where a participant's records may stand in the access table, and which of hers stands there.
PLACES = {"mentored": "course", "ended-course": "course", "late-course": "course"}


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    build_all(made)
    return made


def numbers(world: World) -> tuple[str, ...]:
    return tuple(world.own[key]["participant"].number for key in ("lark", "former"))


def entered(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def colleague_of(world: World) -> User:
    """A consultant of another team in the same municipality."""
    team = factories.team("Ungeteamet", world.slagelse)
    return factories.user("kollega@slagelse.example", roles.CONSULTANT, world.slagelse, teams=[team])


def read(response: Any) -> str:
    """All that comes back: a workbook is opened, and headers are read too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK") and "spreadsheet" in response["Content-Type"]:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode(errors="replace") + str(dict(response.headers))


def hers(world: World) -> Iterator[tuple[Row, str]]:
    """Every address of one record, with those of the two participants."""
    for key in ("lark", "former"):
        records = world.own[key]
        mine = replace(world, own=world.own | records | {at: records[of] for at, of in PLACES.items()})
        for row in ROWS:
            if row.key in records or row.key in PLACES:
                yield row, address(row, mine)
        if "ended-job" in records:
            for name in ("placement", "placement-edit", "placement-end", "placement-reopen"):
                row = next(row for row in ROWS if row.name == f"agreements:{name}")
                yield row, reverse(row.name, args=[records["ended-job"].pk])


def everywhere(world: World, role: str) -> Iterator[str]:
    """Every address that opens for the role, with the records it has; hers, whether they open or not."""
    for row in ROWS:
        if not row.post_only and row.expected(role) == row.done:
            yield address(row, world)
    for row, url in hers(world):
        if not row.post_only:
            yield url


def told_in(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


# --- Who may not know -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", OUTSIDE)
def test_her_records_are_closed_and_silent(role: str, world: World) -> None:
    """Opening and sending: the status of the table, and not a word."""
    client = entered(world.users[role])
    words = tuple(word for word, readers in world.planted.items() if role not in readers)
    assert set(PRIVATE) <= set(words)
    for row, url in hers(world):
        expected = row.expected(role)
        for response in (client.get(url), client.post(url, {"version": "0"})):
            if expected != row.done:
                assert response.status_code in {expected, 404, 405}, f"{role} at {url}: {response.status_code}"
            assert told_in(read(response), words) == [], f"{role} at {url}"


@pytest.mark.parametrize("role", R.ALL)
def test_no_file_tells_more_than_the_screen(role: str, world: World) -> None:
    """Workbooks are opened: inside them words are packed away from whoever only reads the bytes."""
    client = entered(world.users[role]) if role != R.ANONYMOUS else Client()
    words = tuple(word for word, readers in world.planted.items() if role not in readers)
    for row in ROWS:
        if "format=" in row.query:
            url = address(row, world)
            assert told_in(read(client.get(url)), words) == [], f"{role} at {url}"


def test_another_team_reads_nothing_about_her(world: World) -> None:
    """The jobs are seen in the whole municipality; whose they are, why they ended and how they went are not."""
    client = entered(colleague_of(world))
    words = (*PRIVATE, *numbers(world))
    for url in everywhere(world, R.CONSULTANT):
        assert told_in(read(client.get(url)), words) == [], url
    for key in ("job", "ended-job"):
        page = read(client.get(world.own["lark"][key].get_absolute_url()))
        about = (
            WORDS[type(world.own["lark"]["ended-job"].end_reason)],
            "Betingelserne er ikke",
            "Forholdene har ændret",
        )
        assert told_in(page, about) == []
    held = reverse("agreements:job-follow-up-edit", args=[world.own["lark"]["job-follow-up"].pk])
    assert {"changed", "conditions_met"}.isdisjoint(client.get(held).context["form"].fields)


def test_a_mentor_reads_of_own_participants_and_only_while_mentor(world: World) -> None:
    other = entered(factories.user("anden@sumak.example", roles.MENTOR, serves=world.sumak))
    words = (*PRIVATE, *WORDS.values(), *numbers(world), "S-7403")
    urls = list(everywhere(world, R.MENTOR))
    for url in urls:
        assert told_in(read(other.get(url)), words) == [], url
    mentor = entered(world.users["mentor"])
    assert set(numbers(world)) <= set(told_in(read(mentor.get(reverse("agreements:own-courses"))), words))
    EnterpriseMembership.objects.filter(user=world.users["mentor"]).update(valid_to=TODAY - dt.timedelta(days=1))
    for url in urls:
        assert told_in(read(mentor.get(url)), words) == [], url


@pytest.mark.parametrize("role", R.SUMAK)
def test_the_enterprise_reads_number_and_attendance_and_no_more(role: str, world: World) -> None:
    """Not her target group, and of how a course ended nothing at all."""
    group = str(world.own["lark"]["participant"].target_group)
    client = entered(world.users[role])
    opened = 0
    for row, url in hers(world):
        if row.expected(role) == 200 and not row.name.startswith("agreements:need"):
            text = read(client.get(url))
            opened += numbers(world)[0] in text
            assert told_in(text, (group, *WORDS.values(), *PRIVATE)) == [], url
    assert opened


# --- Those who may: what is shown nevertheless stays on the page --------------------------------------------------------
@pytest.mark.parametrize("role", [R.CONSULTANT, *R.SUMAK])
def test_no_title_names_her(role: str, world: World) -> None:
    client = entered(world.users[role])
    reasons = [word for model, word in WORDS.items() if model is not DescriptionKind]
    words = (*PRIVATE, *reasons, *numbers(world), "S-7401", "S-7402", "S-7403")
    for url in everywhere(world, role):
        response = client.get(url)
        assert told_in(str(dict(response.headers)), words) == [], url
        if not response.streaming and response.content and "text/html" in response.get("Content-Type", ""):
            title = html.document_fromstring(response.content.decode()).findtext(".//title") or ""
            assert told_in(title, words) == [], url


def test_no_title_of_a_document_names_her(world: World) -> None:
    """A PDF has a title of its own, which stands on the tab and in the list of what was downloaded."""
    client = entered(world.users[R.CONSULTANT])
    for kind, of in (("individuel-plan", "course-plan"), ("beskrivelse", "description")):
        url = reverse("agreements:journal-pdf", kwargs={"kind": kind, "pk": world.own["lark"][of].pk})
        response = client.get(url)
        with pikepdf.open(io.BytesIO(response.content)) as document:
            told = f"{dict(document.docinfo)} {document.open_metadata()} {dict(response.headers)}"
        assert told_in(told, (*PRIVATE, *numbers(world))) == []


def test_those_who_follow_her_do_read_it(world: World) -> None:
    """The control: every word does stand somewhere, so that its absence elsewhere says something."""
    client = entered(world.users[R.CONSULTANT])
    text = "".join(read(client.get(url)) for url in everywhere(world, R.CONSULTANT))
    assert set(told_in(text, (*PRIVATE, *numbers(world)))) == {*PRIVATE, *numbers(world)}
    pages = "".join(
        read(client.get(world.own[key][of].get_absolute_url()))
        for key, of in (("lark", "course"), ("lark", "participant"), ("lark", "ended-job"), ("former", "course"))
    )
    told = set(WORDS.values()) - {
        "lærkeforsinkelse"
    }  # a reason for a deadline stands on the work list, while that is open
    assert set(told_in(pages, tuple(WORDS.values()))) >= told


# --- Mails, feed, log ---------------------------------------------------------------------------------------------------
def test_no_mail_message_feed_or_log_names_her(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world = make_world()
    build_all(world)
    coordinator, consultant = (access_of(world.users[role]) for role in (R.COORDINATOR, R.CONSULTANT))
    evaluation = world.own["evaluation"]
    evaluation_letter.send_evaluation(coordinator, evaluation, expected_version=evaluation.version)
    daily.run(next(day for day in (TODAY + dt.timedelta(days=n) for n in range(9)) if daily.is_working_day(day)))
    token = make_address(consultant, world.users[R.CONSULTANT])
    feed = read(Client().get(reverse("home:calendar-feed", kwargs={"token": token})))
    client = entered(world.users[R.CONSULTANT])
    for _, url in hers(world):
        client.get(url)
    client.get(reverse("agreements:courses"), {"q": numbers(world)[0]})
    client.post(reverse("agreements:course-end", args=[world.own["lark"]["course"].pk]), {"version": "0"})
    words = (*PRIVATE, *WORDS.values(), *numbers(world), "S-7401", "S-7403", "Kløversag")

    receivers = {to for sent in mail.outbox for to in sent.to}
    assert {"kontaktperson@slagelse.example", "konsulent@slagelse.example"} <= receivers
    for sent in mail.outbox:
        whole = [sent.subject, str(sent.body), *(str(part[0]) for part in sent.alternatives), str(sent.message())]
        assert told_in("".join(whole), words) == [], sent.subject
    notices = Notice.objects.all()
    assert {"moede", "plan", "fremmoedeseddel", "evaluering"} <= {one.kind for one in notices}
    for one in notices:
        assert told_in(f"{one.subject} {one.text} {one.url} {one.key}", words) == [], one.subject
    assert "BEGIN:VEVENT" in feed
    assert told_in(feed, words) == []
    assert caplog.records
    for record in caplog.records:
        assert told_in(f"{record.getMessage()} {record.exc_text or ''}", (*words, token)) == []


# --- By way of a form ---------------------------------------------------------------------------------------------------
def test_who_is_second_is_not_told_why_a_job_ended(world: World) -> None:
    """Anybody who may write about the job can be second, on purpose."""
    job = world.own["lark"]["ended-job"]
    word = str(job.end_reason)
    other = type(job.end_reason).objects.exclude(pk=job.end_reason.pk).first()
    client = entered(colleague_of(world))
    sent = {"version": "1", "ended_on": TODAY.isoformat(), "end_reason": other.pk}
    told = client.post(reverse("agreements:placement-end", args=[job.pk]), sent)
    assert told.status_code == 409
    assert told_in(read(told), (word, *numbers(world))) == []
    sent = {"version": "1", "presence": job.presence.pk, "type": job.type.pk, "channel": "other"}
    told = client.post(
        reverse("agreements:placement-edit", args=[job.pk]), sent | {"started_on": job.started_on.isoformat()}
    )
    assert told.status_code == 409
    assert told_in(read(told), (word, *numbers(world))) == []


def test_a_refusal_does_not_tell_whose_a_job_is(world: World) -> None:
    """A course of one's own at another participant's job: it is refused, and not by her number."""
    colleague = colleague_of(world)
    access = access_of(colleague)
    team = colleague.memberships.get().teams.get()
    other = participant.register_participant(access, Participant(team=team))
    agreement = world.own["agreement"]
    own = course.start_course(access, Course(participant=other, agreement=agreement, started_on=TODAY))
    job = world.own["lark"]["job"]
    url = reverse("agreements:placement-edit", args=[job.pk])
    assert "course" not in entered(colleague).get(url).context["form"].fields
    data = {"version": job.version, "presence": job.presence.pk, "type": job.type.pk, "channel": job.channel}
    response = entered(colleague).post(url, data | {"started_on": job.started_on.isoformat(), "course": own.pk})
    assert told_in(read(response), numbers(world)) == []
    job.refresh_from_db()
    assert job.course is None
    job.course = own
    with pytest.raises(ValidationError) as caught:
        placement.correct_placement(access, job, expected_version=job.version)
    assert told_in(" ".join(caught.value.messages), numbers(world)) == []


def test_her_number_is_refused_in_what_others_read(world: World) -> None:
    """A need, a collaboration and an evaluation's answers are read by the enterprise, the last ones by the public too."""
    number = world.own["lark"]["participant"].number
    consultant, coordinator = (entered(world.users[role]) for role in (R.CONSULTANT, R.COORDINATOR))
    job = world.own["need"]
    hours = {"hours_from": "10", "hours_to": "15", "wanted_from": TODAY.isoformat()}
    data = {"version": job.version, "presence": job.presence.pk, "title": "Pakke", **hours}
    url = reverse("agreements:need-edit", args=[job.pk])
    for text in (f"Gerne {number.lower()}, som vi kender", f"{number}."):
        response = consultant.post(url, data | {"tasks": text})
        assert response.status_code == 422
        assert "er en deltagers nummer" in read(response)
    assert consultant.post(url, data | {"tasks": "Lokale S-9999"}).status_code == 302  # nobody's number
    together = world.own["collaboration"]
    together.scope = f"Vi deles om {number}"
    access = access_of(world.users[R.COORDINATOR])
    with pytest.raises(ValidationError, match="deltagers nummer"):
        collaboration.correct_collaboration(access, together, expected_version=together.version)
    record = world.own["evaluation"]
    sent = {
        "version": record.version,
        "agreement": record.agreement.pk,
        "counted_from": record.counted_from.isoformat(),
    }
    sent |= {"as_of": record.as_of.isoformat(), "answer-in-use": f"Ja, {number} er glad for det"}
    response = coordinator.post(reverse("agreements:evaluation-edit", args=[record.pk]), sent)
    assert response.status_code == 422
    assert "er en deltagers nummer" in read(response)


def test_what_a_page_says_once_is_in_no_cookie(world: World) -> None:
    """Enterprises share computers: the next one to log in is told nothing of what the one before did."""
    client = entered(world.users[R.CONSULTANT])
    response = client.post(reverse("agreements:participant-add"), {"team": world.own["team"].pk})
    made = Participant.objects.order_by("pk").last()
    assert made is not None
    assert response.status_code == 302
    assert {"messages", "csrftoken", "sessionid"} & set(client.cookies) <= {"csrftoken", "sessionid"}
    assert made.number not in str(client.cookies)
    client.logout()
    client.force_login(world.users[R.MENTOR])
    assert made.number not in read(client.get("/"))
