"""The public edition says nothing that is withheld: in no form, in no corner."""

import json
import re

import pytest

from agreements.models import NoPlanReason, OutcomeType
from reports import document
from reports.editions import Edition
from reports.models import CaseStory

from ...common import pdf_reading
from .. import records
from .conftest import Made, made
from .reading import spoken

# Words of single statuses that no text of the demo uses for anything else.
OF_PERSONS = re.compile(r"fængsel|førtidspension|barsel|misbrug|selvmedicin|traume|\bJobsøgende\b|Victor", re.I)
# Statuses that are said of groups in the answers, and words that are also in the texts.
SAID_OF_GROUPS = {"Fleksjob", "Løntilskud"}


def everywhere(report: Made) -> dict[str, str]:
    """Everything the edition is: pages, the PDF with all that is in its streams, its data."""
    return {
        "page": report.web,
        "file": report.file,
        "markup": report.html,
        "pdf": pdf_reading.streams(report.pdf.bytes).decode("latin-1"),
        "read aloud": pdf_reading.spoken(report.pdf.bytes),
        "data": "".join(a.data.decode() for a in document.attachments(report.document)),
        "json": document.json_bytes(report.document).decode(),
    }


def test_no_status_of_a_single_person(public: Made) -> None:
    for where, text in everywhere(public).items():
        assert OF_PERSONS.findall(text) == [], where


def test_the_working_copy_has_them(internal: Made) -> None:
    """Else the test above would hold for nothing."""
    found = {word.lower() for text in everywhere(internal).values() for word in OF_PERSONS.findall(text)}
    assert {"fængsel", "førtidspension", "barsel", "jobsøgende", "victor"} <= found


def test_no_label_of_what_is_withheld(public: Made) -> None:
    labels = set(OutcomeType.objects.values_list("name", flat=True)) - SAID_OF_GROUPS
    labels |= set(NoPlanReason.objects.exclude(code="other").values_list("name", flat=True)) - {"I arbejdsprøvning"}
    assert len(labels) > 12
    for where, text in everywhere(public).items():
        assert [label for label in labels if label in text] == [], where


def test_what_it_withholds_is_nowhere(public: Made) -> None:
    """Names of withheld figures stand in the JSON's list and nowhere with a number."""
    withheld = public.document.material.edition.withheld
    assert {"agreement.2.stopped", "agreement.2.plans_none", "agreement.1.outcomes_total"} <= set(withheld)
    assert withheld & set(public.document.material.prose.named) == set()
    told = json.loads(document.json_bytes(public.document))
    assert set(withheld) <= set(told["suppressed"])
    assert "findings" not in told
    assert all("outcomes" not in agreement and "outcomes_total" not in agreement for agreement in told["agreements"])


def test_groups_and_plans_are_those_of_the_edition(public: Made) -> None:
    text = spoken(public.html).replace("\u00a0", " ")
    first = "Job eller uddannelse 10 40 % Afklaring 8 32 % Stoppet 4 16 % Andet 3 12 % Forløb i alt 25 100 %"
    second = (
        "Job, løntilskud eller fleksjob 14 41,2 % Uddannelse eller undervisning 8 23,5 % "
        "Afklaring, stoppet eller andet 12 35,3 % Forløb i alt 34 100 %"
    )
    assert first in text
    assert second in text
    assert "Har individuel plan 39 90,7 % Har endnu ikke plan 4 9,3 % Forløb i alt 43" in text
    assert "36 registreringer" not in text
    assert "Opmærksomhedspunkter" not in text
    assert "Kilde og forbehold" not in text


def test_a_story_comes_with_consent_only(public: Made, demo: object, db: None) -> None:
    assert "lad os kalde ham" not in spoken(public.html).lower()
    case = CaseStory.objects.get(report__municipality=public.place)
    case.consent_on = records.D(2018, 12, 1)
    case.save()
    told = spoken(made(public.place, Edition.PUBLIC).html).replace("\u00a0", " ")
    assert "Lad os kalde ham Victor" in told
    assert "3,6 effektive timer" in told
    assert "Fortalt med samtykke" in told


def test_the_stamp_says_which_it_is(public: Made, internal: Made) -> None:
    assert public.document.stamp == "Kladde"
    assert internal.document.stamp == "Intern arbejdskopi"
    for report in (public, internal):
        assert f'<p class="stamp">{report.document.stamp}</p>' in report.html
        assert f"{report.document.edition_label}" in spoken(report.html)[-200:]


@pytest.mark.django_db
def test_few_jobs_are_counted_and_not_told_by_kind() -> None:
    """Two of one kind and one of another: the cover has no picture of kinds, the text no table of them."""
    place = records.municipality("0751", threshold=3)
    where = records.presence(place)
    for code in ("fleksjob", "fleksjob", "wage_subsidy"):
        records.placement(where, code)
    small = made(place, Edition.PUBLIC)
    assert (small.document.cover.art, small.document.cover.key) == ("", ())
    text = spoken(small.html).lower()
    assert "fleksjob" not in text
    assert "løntilskud" not in text
    assert "fleksjob" in spoken(made(place, Edition.INTERNAL).html).lower()
