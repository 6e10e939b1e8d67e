"""The pages of figures: what each counts, its years, and the records behind it, as far as the reader may see them."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Course
from reports import document, editions
from reports.editions import Edition
from reports.figures import Basis
from reports.indicators import count, years
from reports.indicators.scalars import SCALARS
from reports.models import Goal, HistoricFigure
from reports.services import historic
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, access_of
from socialportal.accounts.models import Municipality, Team
from socialportal.audit.models import Entry, Read
from socialportal.common.records import Conflict
from tests import factories

from . import drafts, records
from .records import D
from .test_few_queries import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    """Slagelse, counted from 2016, with a working copy of 2018."""
    made = records.municipality(figures_from=2016, threshold=3)
    where = records.presence(made)
    records.placement(where, start=D(2016, 5, 1))
    for _ in range(3):
        records.placement(where, start=D(2018, 5, 1))
    drafts.whole(made)
    return made


def client_of(place: Municipality, role: str = roles.COORDINATOR, **more: object) -> Client:
    client = Client()
    client.force_login(factories.user(f"{role}@evidence.example", role, place, **more))
    return client


def page_of(client: Client, name: str, query: str = "") -> str:
    response = client.get(reverse("reports:figure", args=[2018, name]) + query)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def old(place: Municipality, **fields: object) -> HistoricFigure:
    told = {"indicator": "rsv_registered", "year": 2015, "value": 12, "source": "Årsrapport 2015, side 9"} | fields
    return historic.add_historic(SYSTEM, HistoricFigure(municipality=place, **told))


# --- The list ----------------------------------------------------------------------------------------------------------
def test_every_figure_is_listed_and_opens(place: Municipality) -> None:
    client = client_of(place)
    page = client.get(reverse("reports:figures", args=[2018])).content.decode()
    for name, figure in count(Basis.of(place, 2018)).figures.items():
        if name.endswith((".target_min", ".target_max")):
            continue  # only of a goal between two numbers
        address = reverse("reports:figure", args=[2018, name])
        assert address in page, name
        assert figure.definition.split(".")[0] in client.get(address).content.decode().replace("&amp;", "&"), name
    assert client.get(reverse("reports:figure", args=[2018, "nothing"])).status_code == 404


def test_agreements_are_folded_until_they_are_asked_for(place: Municipality) -> None:
    of = records.agreement(place.presences.first(), 4)
    records.course(of, D(2018, 1, 1))
    client, address = client_of(place), reverse("reports:figures", args=[2018])
    assert "agreement.4.year_running" not in client.get(address).content.decode()
    assert "agreement.4.year_running" in client.get(address + "?gruppe=Aftale+4").content.decode()
    found = client.get(address + "?q=registrerede").content.decode()
    assert "rsv_registered" in found
    assert "network_meetings/" not in found
    assert "Intet tal passer" in client.get(address + "?q=findesikke").content.decode()


def test_what_is_not_shown_to_the_public_says_so_and_can_be_found(place: Municipality) -> None:
    client, address = client_of(place), reverse("reports:figures", args=[2018])
    hidden = client.get(address + "?offentlig=nej").content.decode()
    public = editions.printed(count(Basis.of(place, 2018)), Edition.PUBLIC)
    assert "progression_rose" in public.withheld
    assert "progression_rose/" in hidden
    assert "rsv_registered/" not in hidden
    told = b"".join(client.get(address + "?format=csv").streaming_content).decode("utf-8-sig")
    assert told.splitlines()[0].startswith("Gruppe;Tal;Navn i tekster")
    assert "Job;Job gennem kommunen;placements_via_municipality;3;job" in told


def test_a_year_without_anybody_says_what_to_do() -> None:
    empty = records.municipality("0621", figures_from=2018)
    report = drafts.report(empty)
    empty.presences.all().delete()
    response = client_of(empty).get(reverse("reports:figures", args=[report.year]))
    assert response.status_code == 409
    assert "Der er ingen virksomheder" in response.content.decode()


# --- Years -------------------------------------------------------------------------------------------------------------
def test_counted_years_stand_beside_those_from_paper(place: Municipality) -> None:
    old(place, approximate=True, known_errors="To virksomheder er talt med to gange.")
    of_year = years.of_scalars(SCALARS, Basis.of(place, 2018))
    jobs = [(one.year, one.value, one.historic) for one in of_year["placements_via_municipality"]]
    assert jobs == [(2016, 1, False), (2017, 0, False), (2018, 3, False)]
    assert next((one.year, one.historic) for one in of_year["rsv_registered"]) == (2015, True)
    page = page_of(client_of(place), "rsv_registered")
    assert "ca. 12" in page
    assert "Historisk tal: Årsrapport 2015, side 9" in page
    assert "Kendte fejl: To virksomheder er talt med to gange." in page
    assert "<svg" in page


def test_a_year_in_which_nobody_was_there_is_not_counted_as_none() -> None:
    place = records.municipality(figures_from=2015)
    records.presence(place, valid_from=D(2017, 1, 1))
    found = years.of_scalars(["network_meetings"], Basis.of(place, 2018))["network_meetings"]
    assert [one.value for one in found] == [None, None, 0, 0]


def test_types_agreements_and_goals_have_years_too(place: Municipality) -> None:
    counted = count(Basis.of(place, 2018))
    jobs = years.of_figure(counted.figures["placements_fleksjob"], counted.basis)
    assert [one.value for one in jobs] == [1, 0, 3]
    of = records.agreement(place.presences.first(), 4)
    records.course(of, D(2017, 1, 1), D(2017, 6, 1), outcomes=("fleksjob",))
    counted = count(Basis.of(place, 2018))
    ended = years.of_figure(counted.figures["agreement.4.year_ended"], counted.basis)
    assert [(one.year, one.value) for one in ended] == [(2016, 0), (2017, 1), (2018, 0)]
    page = page_of(client_of(place), "goal.jobs.actual")
    assert "30 job hvert år" in page
    assert ">2016</th>" in page


def test_all_years_of_all_figures_take_two_queries(place: Municipality) -> None:
    old(place)
    for first in (2016, 2008):
        place.figures_from = first
        place.save()
        with CaptureQueriesContext(connection) as asked:
            found = years.of_scalars(SCALARS, Basis.of(place, 2018))
        assert len(asked) == 2
    assert len(found["stories"]) == 11


# --- Behind the figure --------------------------------------------------------------------------------------------------
def test_the_records_are_named_with_day_and_link(place: Municipality) -> None:
    page = page_of(client_of(place), "placements_via_municipality")
    assert "Der er 3 job, og antallet er tallet: 3." in page
    assert len(re.findall(r'href="/arbejde/job/\d+/"', page)) == 3
    assert "1. maj 2018" in page


def test_a_consultant_sees_the_participants_of_own_teams_only(place: Municipality) -> None:
    of = records.agreement(place.presences.first(), 4)
    mine, theirs = records.course(of, D(2018, 2, 1)), records.course(of, D(2018, 3, 1))
    other = Team.objects.create(municipality=place, name="Et andet team")
    theirs.participant.team = other
    theirs.participant.save()
    team = Team.objects.get(name="Jobteam")
    page = page_of(client_of(place, roles.CONSULTANT, teams=[team]), "agreement.4.year_running")
    assert mine.participant.number in page
    assert theirs.participant.number not in page
    assert "Og 1, du ikke har adgang til at se navn på." in page
    assert "Der er 2 forløb, og antallet er tallet: 2." in page
    assert list(Read.objects.values_list("model", "object_id", "purpose")) == [
        ("agreements.course", mine.pk, "bag et tal i årsrapporten")
    ]
    everything = page_of(client_of(place), "agreement.4.year_running")
    assert theirs.participant.number in everything
    assert "du ikke har adgang" not in everything


def test_the_chief_sees_that_there_are_some_and_opens_none(place: Municipality) -> None:
    chief = client_of(place, roles.CHIEF)
    page = page_of(chief, "placements_via_municipality")
    assert "3, du ikke har adgang til at se navn på." in page
    assert not re.search(r'href="/arbejde/job/\d+/"', page)
    enterprises = page_of(chief, "enterprises_listed")
    assert "Virksomhed" in enterprises
    assert not re.search(r'href="/arbejde/virksomheder/virksomhed-', enterprises)


def test_amounts_add_up_to_the_figure(place: Municipality) -> None:
    where = place.presences.first()
    where.grants.create(year=2018, received_on=D(2018, 3, 1), amount=1500, purpose="Kaffemaskine")
    where.grants.create(year=2018, amount=500, purpose="Borde", approximate=True)
    page = page_of(client_of(place), "grants_total_dkk")
    assert "Lagt sammen giver de ca. 2.000 kr., som er tallet. Der er 2 bevillinger." in page
    assert "1.500 kr." in page
    assert "ca. 500 kr." in page


def test_long_lists_have_pages_and_few_queries() -> None:
    place = filled(30)
    client = client_of(place)
    seen = set()
    for name in ("enterprises_listed", "placements_via_municipality", "grants_total_dkk", "agreement.1.ended"):
        with CaptureQueriesContext(connection) as asked:
            page = page_of(client, name)
        assert len(asked) <= 36, (name, len(asked))
        seen.add(name)
        if name != "agreement.1.ended":
            assert "Side 1 af 2" in page
            assert "Side 2 af 2" in page_of(client, name, "?page=2")


def test_the_pages_take_as_many_queries_for_30_as_for_3(place: Municipality) -> None:
    client = client_of(place)

    def asked(name: str) -> int:
        args = [2018] if name == "figures" else [2018, name]
        address = reverse("reports:figures" if name == "figures" else "reports:figure", args=args)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    names = ("figures", "placements_via_municipality", "enterprises_listed", "agreement.4.year_running")
    of = records.agreement(place.presences.first(), 4)
    records.course(of, D(2018, 1, 1))
    few = [asked(name) for name in names]
    for _ in range(20):
        records.placement(records.presence(place))
        records.course(of, D(2018, 1, 1))
    assert [asked(name) for name in names] == few


def test_the_working_copy_leads_from_a_figure_to_its_page(place: Municipality) -> None:
    page = client_of(place).get(reverse("reports:document", args=[2018])).content.decode()
    assert reverse("reports:figure", args=[2018, "placements_via_municipality"]) in page
    alone = document.standalone_html(document.compose(Basis.of(place, 2018), Edition.PUBLIC)).decode()
    assert "/tal/" not in alone


# --- Known from paper ---------------------------------------------------------------------------------------------------
def test_a_counted_year_is_refused(place: Municipality) -> None:
    with pytest.raises(ValidationError, match="Vælg et år før 2016"):
        old(place, year=2016)
    with pytest.raises(ValidationError, match="kender"):
        old(place, indicator="goal.jobs.actual")
    with pytest.raises(ValidationError, match="allerede"):
        old(place) and old(place)
    with pytest.raises(ValidationError, match="CPR"):
        old(place, year=2014, known_errors="010190-1234 er talt med")


def test_without_a_first_year_the_earliest_report_decides() -> None:
    place = records.municipality("0621", figures_from=None)
    with pytest.raises(ValidationError, match="Åbn den første årsrapport"):
        old(place)
    drafts.report(place, 2018)
    assert old(place, year=2017).pk
    with pytest.raises(ValidationError, match="før 2018"):
        old(place, year=2018)


def test_only_the_coordinator_writes_and_nobody_overwrites(place: Municipality) -> None:
    consultant = access_of(factories.user("k@evidence.example", roles.CONSULTANT, place))
    row = old(place)
    with pytest.raises(PermissionDenied):
        historic.correct_historic(consultant, row, expected_version=1)
    row.value = 13
    historic.correct_historic(SYSTEM, row, expected_version=1)
    with pytest.raises(Conflict):
        historic.remove_historic(SYSTEM, row, expected_version=1)
    historic.remove_historic(SYSTEM, row, expected_version=2)
    assert not HistoricFigure.objects.exists()
    assert historic.restore_historic(SYSTEM, HistoricFigure.with_deleted.get()).value == 13
    assert list(Entry.objects.filter(model="reports.historicfigure").order_by("pk").values_list("verb", flat=True)) == [
        "added",
        "corrected",
        "removed",
        "restored",
    ]


def test_the_pages_of_paper_figures(place: Municipality) -> None:
    client, listed = client_of(place), reverse("reports:historic-figures")
    assert "Der er ingen historiske tal endnu" in client.get(listed).content.decode()
    add = reverse("reports:historic-figure-add")
    data = {"indicator": "grants_total_dkk", "year": 2015, "value": "1.250.000,50", "source": "Årsrapport 2015"}
    assert client.post(add, data | {"year": 2018}).status_code == 422
    assert client.post(add, data).status_code == 302
    row = HistoricFigure.objects.get()
    page = client.get(listed).content.decode()
    assert "Puljer og fondsmidler" in page
    assert "Kilde: Årsrapport 2015" in page
    edit = reverse("reports:historic-figure", args=[row.pk])
    assert client.post(edit, data | {"version": 1, "source": "Årsrapport 2015, side 3"}).status_code == 302
    assert client.post(edit, data | {"version": 1, "source": "Noget andet"}).status_code == 409
    client.post(reverse("reports:historic-figure-remove", args=[row.pk]), {"version": 2})
    assert not HistoricFigure.objects.exists()
    trash = reverse("reports:trash")
    assert f"historisk-tal-{row.pk}" in client.get(trash).content.decode()
    client.post(trash, {"pk": f"historisk-tal-{row.pk}"})
    assert HistoricFigure.objects.get().source == "Årsrapport 2015, side 3"


def words_of(place: Municipality, edition: Edition) -> str:
    html = document.page_html(document.compose(Basis.of(place, 2018), edition))
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ").split())


def test_the_report_compares_with_paper_and_says_so() -> None:
    place = records.municipality(figures_from=2018, threshold=3)
    where = records.presence(place)
    where.enterprise.rsv_periods.create(state="registered")
    drafts.whole(place)
    before = words_of(place, Edition.PUBLIC)
    assert "I 2017" not in before
    old(place, year=2017, value=31, source="Årsrapporten 2017", known_errors="Uden initiativer.")
    for edition in Edition:
        told = words_of(place, edition)
        assert "I 2017 var det 31 (fra årsrapporten 2017)." in told
        assert "Kendte fejl: Uden initiativer." in told
    # What is counted is not taken from paper.
    place.figures_from = 2017
    place.save()
    assert "fra årsrapporten 2017" not in words_of(place, Edition.PUBLIC)


def test_a_protected_figure_from_paper_is_for_the_working_copy_only() -> None:
    place = records.municipality(figures_from=2018, threshold=3)
    where = records.presence(place)
    for _ in range(5):
        records.placement(where)
    held = drafts.strategy(place)
    # Goals are not tied to a protected figure by hand; one that was is told without it in public.
    goal = {"kind": "yearly", "label": "fleksjob hvert år", "unit": "job", "target": 3}
    Goal.objects.create(strategy=held, key="fleks", indicator="placements_fleksjob", **goal)
    drafts.report(place)
    old(place, indicator="placements_fleksjob", year=2017, value=7, source="Årsrapporten 2017")
    assert "I 2017 var det 7 (fra årsrapporten 2017)." in words_of(place, Edition.INTERNAL)
    assert "2017" not in words_of(place, Edition.PUBLIC).replace("1. januar 2017", "")


def test_a_course_is_no_longer_named_when_its_participant_is_gone(place: Municipality) -> None:
    of = records.agreement(place.presences.first(), 4)
    gone = records.course(of, D(2018, 2, 1))
    gone.participant.deleted_at = gone.created_at
    gone.participant.save()
    page = page_of(client_of(place), "agreement.4.year_running")
    assert gone.participant.number not in page
    assert Course.objects.filter(agreement=of).count() == 1
