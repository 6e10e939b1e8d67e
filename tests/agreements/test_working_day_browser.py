"""One participant from referral to a flex job with growing hours, in a real browser and by keyboard alone; the report's figures
follow.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from agreements.models import Course, Description, HoursStep, Placement
from agreements.tabulate import PlanState, plan_state
from agreements.views.attendance import week_name
from agreements.weeks import monday
from reports.editions import Edition
from reports.figures import Basis
from reports.management.commands.annual_report import render
from socialportal.accounts.models import Municipality
from tests import factories

from . import world
from .world import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.date.today()
START, END, JOB = (TODAY - dt.timedelta(days=days) for days in (120, 9, 8))
WEEK = monday(TODAY) - dt.timedelta(weeks=3)
# What a control shows when it has the focus: dkfds draws a checkbox's and a radio's outline on the label beside it.
SEEN = """() => {
  const here = document.activeElement, drawn = here.matches('.form-checkbox, .form-radio') ? here.labels[0] : here
  return ['', '::before'].some(part => {
    const style = getComputedStyle(drawn, part || null)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  })
}"""


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


class Keyboard:
    """Somebody without a mouse: Tab, Enter, Space, arrows and what is typed. The focus must be seen wherever it is needed."""

    def __init__(self, page: Any) -> None:
        self.page, self.keys = page, page.keyboard
        page.set_content("<input type=date>")  # the order of day and month is the browser's, not the page's
        self.keys.press("Tab")
        self.keys.type("01022020")
        self.order = "%d%m%Y" if page.evaluate("document.activeElement.value") == "2020-02-01" else "%m%d%Y"

    def find(self, what: str, there: str, value: str) -> None:
        """Presses Tab until the condition holds for the control with the focus. The first link of a page leads past the menu."""
        if self.page.evaluate("document.activeElement === document.body") and not what.startswith("the menu"):
            self.keys.press("Tab")
            self.keys.press("Enter")
        for _ in range(120):
            self.keys.press("Tab")
            if self.page.evaluate(f"wanted => {{ const it = document.activeElement; return {there} }}", value):
                assert self.page.evaluate(SEEN), f"the focus on {what} is not seen"
                return
        raise AssertionError(f"no way to {what} by Tab at {self.page.url}")

    def press(self, words: str, *, menu: bool = False) -> None:
        """A link or button by the first words on it; and the page it leads to."""
        what = f"the menu's ”{words}”" if menu else f"”{words}”"
        self.find(what, r"it.innerText.replace(/\s+/g, ' ').trim().startsWith(wanted)", words)
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def field(self, name: str) -> None:
        self.find(name, "it.name === wanted || it.name.endsWith('-' + wanted)", name)

    def text(self, name: str, value: str) -> None:
        self.field(name)
        self.keys.press("Control+A")
        self.keys.type(value)

    def date(self, name: str, day: dt.date) -> None:
        self.field(name)
        self.keys.type(day.strftime(self.order))
        assert self.page.evaluate("document.activeElement.value") == day.isoformat()

    def choose(self, name: str, words: str) -> None:
        """In a list, by the arrows."""
        self.field(name)
        for _ in range(40):
            if words in self.page.evaluate("document.activeElement.selectedOptions[0].text"):
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"”{words}” is not among the choices of {name}")

    def pick(self, name: str, value: str) -> None:
        """Of a group of radio buttons, one is in the order of Tab, and the arrows choose."""
        self.field(name)
        self.keys.press("Space")
        for _ in range(10):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"{value} is not among the choices of {name}")

    def tick(self, name: str) -> None:
        self.field(name)
        self.keys.press("Space")


@pytest.fixture
def of(db: None) -> Place:
    return world.place("0330", "VeteranHaven")


def printed(place: Municipality) -> dict[str, Any]:
    """What the working copy's figures say of the year of the end, and of the year of the job."""
    by_year = {
        year: json.loads(render(Basis.of(place, year), Edition.INTERNAL, "json")) for year in (END.year, JOB.year)
    }
    [agreement] = by_year[END.year]["agreements_year"]
    figures = by_year[JOB.year]["figures"]
    return {
        "jobs": figures["placements_via_municipality"],
        "flex jobs": figures["placements_fleksjob"],
        "ended": agreement["ended"],
        "positive": agreement["positive"],
        "flex job as status": agreement["outcomes"].get("Fleksjob", 0),
    }


def test_from_referral_to_a_flex_job(
    of: Place, page: Any, live_server: Any, axe_violations: Callable[[Any], list[str]], sideways: Callable[[Any], int]
) -> None:
    before = printed(of.municipality)
    me = Keyboard(page)

    def main() -> str:
        return str(page.locator("main").inner_text()).replace("\u00a0", " ")

    def accessible() -> None:
        assert axe_violations(page) == []
        assert sideways(page) == 0

    page.goto(live_server.url)
    me.press("Log ind", menu=True)
    me.text("login", of.consultant.email)
    me.text("password", factories.PASSWORD)
    me.press("Log ind")

    # referred and started
    me.press("Forløb", menu=True)
    me.press("Start et forløb")
    me.text("case_reference", "2026-0117")
    me.choose("agreement", "Aftale 1")
    me.date("referred_on", ago(130))
    me.date("started_on", START)
    me.press("Start forløbet")
    assert "Forløbet for Deltager S-0001 er startet." in main()
    accessible()
    course = Course.objects.get()

    # hours and plan
    me.press("Registrér nye timer")
    me.date("valid_from", START)
    me.text("hours_per_week", "6")
    me.press("Registrér timerne")
    me.press("Skriv om planen")
    me.pick("state", "made")
    me.date("made_on", ago(100))
    me.tick("made_together")
    me.press("Gem")
    assert "Individuel plan skrevet af mentor og deltager sammen. Inden fristen" in main()
    # the frame ran out; a meeting that the mentor asks for; a pause, and going on
    assert "Næste skridt: forlæng eller afslut" in main()
    me.press("Forlæng")
    me.date("decided_on", ago(32))
    me.text("weeks", "13")
    me.choose("extension_reason", first_reason(page))
    me.press("Forlæng")
    me.press("Bed om en opfølgning")
    me.pick("asked_by", "mentor")
    me.date("asked_on", ago(95))
    me.press("Bed om opfølgningen")
    assert "Næste skridt: hold opfølgningsmøde" in main()
    me.press("Notér, at det er holdt")
    me.date("held_on", ago(90))
    me.press("Gem")
    me.press("Sæt på pause")
    me.date("paused_from", ago(60))
    me.choose("reason", first_reason(page))
    me.press("Sæt på pause")
    assert "Forløbet holder pause." in main()
    me.press("Sæt i gang")
    me.date("resumed_on", ago(50))
    me.press("Sæt i gang igen")
    assert "Forløbet gik i gang igen." in main()

    # more hours, and a week of them
    me.press("Registrér nye timer")
    me.date("valid_from", ago(40))
    me.text("hours_per_week", "12")
    me.press("Registrér timerne")
    me.press("Forløb", menu=True)
    me.press("Fremmøde")
    me.press(f"Skriv fremmøde for {week_name(WEEK)}")
    me.tick("as_planned")
    me.press("Gem ugen")
    assert course.weeks.get().attended == 12

    # the description: ordered, delivered, accepted
    me.press("Forløb", menu=True)
    me.press("S-0001")
    me.press("Bestil en beskrivelse")
    me.date("ordered_on", ago(30))
    me.date("needed_by", ago(-10))
    me.press("Bestil beskrivelsen")
    me.press("Aflevér beskrivelsen")
    me.date("delivered_on", ago(12))
    me.press("Gem")
    me.press("Notér svar")
    me.pick("answer", Description.Answer.ACCEPTED)
    me.press("Gem svaret")

    # the end, and the job
    me.press("Afslut")
    me.date("ended_on", END)
    me.choose("primary", "Fleksjob")
    me.press("Afslut forløbet")
    assert "Næste skridt: registrér jobbet" in main()
    accessible()
    me.press("Registrér jobbet")
    me.choose("presence", "VeteranHaven")
    me.pick("channel", Placement.Channel.MUNICIPALITY)
    me.date("started_on", JOB)
    me.text("hours_per_week", "10")
    me.press("Registrér jobbet")
    me.press("Registrér nye timer")
    me.date("valid_from", ago(2))
    me.text("hours_per_week", "15,5")
    me.press("Registrér timerne")
    assert "Nu 15,5 timer om ugen." in main()
    assert "Fra 10 til 15,5 effektive timer om ugen." in main()
    accessible()

    # all of it is there, and in the figures
    course.refresh_from_db()
    job = Placement.objects.get()
    assert plan_state(course.plan, TODAY) is PlanState.MADE
    assert (job.course, job.participant, job.type.code) == (course, course.participant, "fleksjob")
    assert [step.hours_per_week for step in HoursStep.objects.order_by("valid_from")] == [10, 15.5]
    assert printed(of.municipality) == {name: count + 1 for name, count in before.items()}
    me.press("Job", menu=True)
    me.press("Udvikling")
    assert "Har flere timer end ved start" in main()
    accessible()


def first_reason(page: Any) -> str:
    """The first choice there is of a list of reasons."""
    options = page.locator("main select option:not([value=''])")
    return str(options.first.text_content()).strip()
