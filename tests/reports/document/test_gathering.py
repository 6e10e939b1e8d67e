"""The document is read off the records: few queries however much there is, and every change is seen in every form."""

import json

import pytest

from agreements.models import Placement
from enterprises.models import Contribution, Donor, Enterprise, EnterpriseName, Presence
from reports import document, queries
from reports.document import reading, sources, written
from reports.editions import Edition
from reports.figures import Basis, BasisError
from reports.models import GoalStatement, PointReport
from socialportal.accounts.models import Municipality

from .. import records
from ..conftest import document as figures
from .conftest import Made, made
from .reading import spoken

pytestmark = pytest.mark.django_db


def test_it_reads_the_texts_as_the_figures_do(demo: Municipality) -> None:
    """One query here, eight there, and the same comes of it."""
    basis = Basis.of(demo, 2018)
    ours = written.texts_of(reading.read(sources.sources(basis)), basis.period)
    theirs = queries.texts(basis)
    assert ours.sections == theirs.sections
    assert ours.points == theirs.points
    assert ours.enterprises == theirs.enterprises
    assert [(a.letter, a.title, a.text, a.background) for a in ours.holistic] == [
        (a.letter, a.title, a.text, a.background) for a in theirs.holistic
    ]
    assert {key: [(a.question.code, a.text) for a in answers] for key, answers in ours.answers.items()} == {
        key: [(a.question.code, a.text) for a in answers] for key, answers in theirs.answers.items()
    }
    assert [(c.pk, c.text, c.consent_on, c.point.key) for c in ours.cases] == [
        (c.pk, c.text, c.consent_on, c.point.key) for c in theirs.cases
    ]


@pytest.mark.parametrize("edition", list(Edition))
def test_the_data_are_the_commands(demo: Municipality, edition: Edition) -> None:
    composed = document.compose(Basis.of(demo, 2018), edition)
    assert json.loads(document.json_bytes(composed)) == json.loads(json.dumps(figures(demo, edition)))


def forms(place: Municipality, edition: Edition = Edition.PUBLIC) -> dict[str, str]:
    """What stands in each form of the report."""
    composed = document.compose(Basis.of(place, 2018), edition)
    pdf = document.page_html(composed, medium="pdf")
    return {"page": pdf, "json": document.json_bytes(composed).decode(), "text": spoken(pdf).replace("\u00a0", " ")}


def test_one_job_more_changes_everything(demo: Municipality, public: Made) -> None:
    records.placement(Presence.objects.get(enterprise__slug="sumak"))
    new = forms(demo)
    assert "36 job i 2018 22 fleksjob" in new["text"]
    assert "35 job" not in new["text"]
    assert json.loads(new["json"])["figures"]["placements_via_municipality"] == 36
    assert document.pdf_bytes(document.compose(Basis.of(demo, 2018), Edition.PUBLIC)) != public.pdf.bytes


def test_a_new_name_is_printed_everywhere_and_the_old_one_before_it(demo: Municipality) -> None:
    bevar = Enterprise.objects.get(slug="bevar")
    bevar.name = "Genbrugsværkstedet"
    bevar.save()
    assert forms(demo)["text"].count("Genbrugsværkstedet") >= 4
    EnterpriseName.objects.create(enterprise=bevar, name="BEVAR", valid_to=records.D(2018, 12, 31))
    assert "Genbrugsværkstedet" not in forms(demo)["text"], "the report prints the name that held on its day"


def test_a_missed_goal_without_a_sentence_still_says_its_aim(demo: Municipality) -> None:
    GoalStatement.objects.all().delete()
    text = forms(demo)["text"]
    assert "Ingen In-House-løsninger i 2018. Målet var to til tre." in text


def test_a_donor_who_is_a_private_person_stands_by_role(demo: Municipality) -> None:
    donor = Donor.objects.filter(private_person=True).get()
    donor.name = "Opdigtet Navn"
    donor.save()
    assert "Opdigtet Navn" not in forms(demo)["text"]
    donor.consent_on = records.D(2018, 12, 1)
    donor.save()
    assert "Opdigtet Navn" in forms(demo)["text"]


def test_a_placeholder_in_an_enterprises_own_words_names_nothing(demo: Municipality) -> None:
    told = Contribution.objects.get(presence__enterprise__slug="sumak", year=2018)
    told.presentation = "Vi er {{ agreement.2.stopped }} og <script>alert(1)</script>."
    told.save()
    page = forms(demo, Edition.INTERNAL)["page"]
    assert "Vi er { { agreement.2.stopped } } og &lt;script&gt;alert(1)&lt;/script&gt;." in page


def test_an_unknown_placeholder_is_a_gap_and_never_stops_the_draft(demo: Municipality) -> None:
    point = PointReport.objects.filter(report__municipality=demo).first()
    assert point is not None
    point.happened = "Der var {{ findes_ikke }}."
    point.save()
    assert '<mark class="gap"' in forms(demo)["page"]


def test_the_lists_are_the_figures(public: Made) -> None:
    shown = public.document
    assert shown.registration is not None
    material = shown.material
    assert len(shown.registration.registered) == material.value("rsv_registered") == 5
    assert len(shown.registration.on_the_way) == material.value("rsv_in_progress") == 5
    assert list(shown.registration.registered) == [
        "BEVAR",
        "Blindes Arbejde",
        "Magleby Skolecenter",
        "Musholm",
        "Sumak",
    ]
    assert shown.enterprises is not None
    assert len(shown.enterprises.portraits) == material.value("enterprises_listed") == 20
    assert [p.name for p in shown.enterprises.portraits[:3]] == ["MinaGroup", "Sumak", "BEVAR"]
    assert shown.network is not None
    assert len(shown.network.meetings) == material.value("network_meetings") == 4
    assert len(shown.network.themes) == 8
    assert shown.stories is not None
    assert len(shown.stories.stories) == material.value("stories") == 5


def test_who_left_and_who_came_back_is_told_once(demo: Municipality, public: Made) -> None:
    assert "BEVAR kom oprindeligt fra Roskilde og har besluttet at lukke" in spoken(public.html).replace("\u00a0", " ")
    sumak = Presence.objects.get(enterprise__slug="sumak", municipality=demo)
    sumak.valid_to = records.D(2018, 3, 31)
    sumak.save()
    records.presence(demo, sumak.enterprise, valid_from=records.D(2018, 9, 1))
    shown = document.compose(Basis.of(demo, 2018), Edition.PUBLIC)
    assert shown.enterprises is not None
    assert [p.name for p in shown.enterprises.portraits].count("Sumak") == 1
    assert "mormor" in next(str(p.presentation) for p in shown.enterprises.portraits if p.name == "Sumak")


def test_every_printed_figure_is_defined(report: Made) -> None:
    from reports.document.definitions import anchor

    defined = {word.anchor for word in report.document.back.explained}
    assert {anchor(name) for name in report.document.material.prose.named} <= defined
    text = " ".join(word.text for word in report.document.back.explained)
    assert "en halv rundes op" in text
    assert ("mindst tre" in text) is (report.edition is Edition.PUBLIC)


def test_a_year_without_anybody_is_an_error(demo: Municipality) -> None:
    with pytest.raises(BasisError, match="findes fra 2018"):
        document.compose(Basis.of(demo, 2014), Edition.PUBLIC)


def test_as_of_another_day(demo: Municipality) -> None:
    composed = document.compose(Basis.of(demo, 2018, records.D(2018, 6, 30)), Edition.INTERNAL)
    text = spoken(document.page_html(composed)).replace("\u00a0", " ")
    jobs = Placement.objects.filter(started_on__year=2018, started_on__lte="2018-06-30", channel="municipality").count()
    assert f"{jobs} job gennem Slagelse Jobcenter i 2018 til og med den 30. juni" in text
    assert "pr. 30. juni 2018" in text


def test_another_municipalitys_report_has_none_of_this_ones_words(demo: Municipality) -> None:
    kolding = Municipality.objects.get(code="0621")
    text = spoken(made(kolding, Edition.INTERNAL).html)
    assert "Soul Café" in text
    assert "Slagelse" not in text
