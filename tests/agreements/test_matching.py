"""Bring sammen: needs beside people who are ready, by date, for a human to bring together."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Competence, Consideration, Course, JobNeed, Placement, Readiness
from agreements.services import need as needs
from agreements.services import readiness as people
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Read
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .world import Place

TODAY = dt.date.today()


def later(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def need(of: Place, title: str = "Pakke varer", hours=(10, 15), words: tuple[str, ...] = (), **fields) -> JobNeed:
    fields = {"wanted_from": later(100), "presence": of.presence} | fields
    made = JobNeed(title=title, hours_from=Decimal(hours[0]), hours_to=Decimal(hours[1]), **fields)
    return needs.register_need(SYSTEM, made, links={"competences": list(Competence.objects.filter(code__in=words))})


def ready(of: Place, hours=(10, 15), words: tuple[str, ...] = (), quiet: bool = False, **fields) -> str:
    """The participant's number."""
    fields = {"ready_from": later(-10)} | fields
    who = world.participant(fields.pop("team", of.team))
    links: dict = {"competences": list(Competence.objects.filter(code__in=words))}
    if quiet:
        links["considerations"] = [Consideration.objects.get(code="quiet")]
        fields["consent_on"] = later(-10)
    made = Readiness(participant=who, hours_from=Decimal(hours[0]), hours_to=Decimal(hours[1]), **fields)
    people.note_readiness(SYSTEM, made, links=links)
    return who.number


def test_a_chosen_need_leaves_out_who_could_not(slagelse: Place, consultant: Client) -> None:
    wanted = need(slagelse, words=("kitchen", "shop"))
    could = ready(slagelse, hours=(15, 20), words=("shop",))
    soon = ready(slagelse, words=("kitchen",), ready_from=later(99))
    not_ = [
        ready(slagelse, hours=(16, 20), words=("shop",)),
        ready(slagelse, words=("shop",), ready_from=later(101)),
        ready(slagelse, words=("shop",), ready_until=later(100)),
        ready(slagelse, words=("office",)),
    ]
    page = text_of(consultant.get(f"{at('matching')}?behov={wanted.pk}"))
    assert "2 deltagere klar til job" in page
    assert page.index(could) < page.index(soon)  # by date, and nothing else
    assert not any(number in page for number in not_)
    assert "har mindst én af opgavens kompetencer" in page
    everybody = text_of(consultant.get(at("matching")))
    assert "6 deltagere klar til job" in everybody
    assert "portalen giver ingen point" in everybody


@pytest.mark.parametrize(
    ("query", "seen"),
    [("timer=18", "B"), ("sted=kors", "B"), ("kompetence=office", "B"), ("", "AB"), ("timer=30", "")],
)
def test_the_filter_narrows_both_lists(slagelse: Place, consultant: Client, query: str, seen: str) -> None:
    need(slagelse, "Opgave A", hours=(5, 8))
    need(slagelse, "Opgave B", hours=(15, 20), words=("office",), area="Korsør")
    numbers = {
        "A": ready(slagelse, hours=(5, 8)),
        "B": ready(slagelse, hours=(15, 20), words=("office",), area="Korsør"),
    }
    query = query.replace("office", str(Competence.objects.get(code="office").pk))
    page = text_of(consultant.get(f"{at('matching')}?{query}"))
    assert "".join(name for name in "AB" if f"Opgave {name}" in page) == seen
    assert "".join(name for name in "AB" if numbers[name] in page) == seen


def test_only_own_teams_and_only_staff(slagelse: Place, kolding: Place, consultant: Client) -> None:
    own = ready(slagelse)
    others = [ready(slagelse, team=slagelse.other_team), ready(kolding)]
    foreign = need(kolding, "Koldings opgave", presence=kolding.presence)
    page = text_of(consultant.get(f"{at('matching')}?behov={foreign.pk}"))
    assert own in page
    assert not any(number in page for number in others)
    assert "Koldings opgave" not in page
    editor = factories.user("redaktoer@veteranhaven.example", roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    assert client_of(editor).get(at("matching")).status_code == 403


def test_considerations_only_with_consent_and_reading_is_noted(slagelse: Place, consultant: Client) -> None:
    ready(slagelse, quiet=True)
    assert "Skånehensyn, med samtykke: Roligt sted" in text_of(consultant.get(at("matching")))
    assert Read.objects.filter(purpose="bring sammen").count() == 1
    Readiness.objects.update(consent_on=None)  # past the service, which would have removed them
    assert "Roligt sted" not in text_of(consultant.get(at("matching")))


def test_from_a_pair_to_a_job_or_a_course(slagelse: Place, consultant: Client) -> None:
    wanted, number = need(slagelse), ready(slagelse)
    who = Readiness.objects.get().participant
    page = consultant.get(f"{at('matching')}?behov={wanted.pk}").content.decode()
    query = f"?deltager={who.pk}&amp;behov={wanted.pk}"
    assert f"{at('placement-add')}{query}" in page
    assert f"{at('course-start')}{query}" in page
    form = consultant.get(f"{at('placement-add')}?deltager={who.pk}&behov={wanted.pk}").context["form"]
    assert form["presence"].value() == slagelse.presence.pk
    assert (form["participant"].value(), form["started_on"].value()) == (who.pk, wanted.wanted_from)
    assert form["hours_per_week"].value() == Decimal(10)
    form = consultant.get(f"{at('course-start')}?deltager={who.pk}&behov={wanted.pk}").context["form"]
    assert (form["participant"].value(), form["agreement"].value()) == (who.pk, slagelse.agreement.pk)
    assert form["started_on"].value() == wanted.wanted_from
    assert number == who.number
    assert not Placement.objects.exists()
    assert not Course.objects.exists()
    data = {"presence": slagelse.presence.pk, "type": world.job_type().pk, "channel": "municipality"}
    data |= {"participant": who.pk, "started_on": TODAY.isoformat(), "hours_per_week": "10"}
    made = consultant.post(f"{at('placement-add')}?deltager={who.pk}&behov={wanted.pk}", data)
    assert "luk det under Behov" in told(made)
    # nothing is decided by the portal: the need stays open until somebody closes it
    assert JobNeed.objects.get().closed_on is None


def test_queries_do_not_grow(slagelse: Place, consultant: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            consultant.get(f"{at('matching')}?behov={wanted.pk}")
        return len(captured)

    wanted = need(slagelse, words=("shop",))
    ready(slagelse, words=("shop",), quiet=True)
    few = asked()
    for _ in range(5):
        need(slagelse, words=("shop",))
        ready(slagelse, words=("shop", "office"), quiet=True)
    assert asked() == few <= 20
