"""Collaborations, documents and evaluations in a real browser: accessible at three widths, and by keyboard alone."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agreements.models import ActionStep, Agreement, Collaboration, Document, Evaluation, EvaluationQuestion, Party
from agreements.services import document as documents
from agreements.services import evaluation as evaluations
from agreements.services.evaluation_letter import send_evaluation
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests import factories
from tests.common.test_uploads import PDF, SVG
from tests.conftest import WIDTHS

from . import world
from .reading import at
from .test_document import file
from .world import Place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW_YEAR, JUNE = dt.date(2018, 1, 1), dt.date(2018, 6, 30)


@pytest.fixture
def work(db: None) -> Place:
    """A partnership with a plan and a document, and an agreement evaluated twice, of which one was sent."""
    of = world.place("0330", "VeteranHaven")
    made = Collaboration.objects.create(
        presence=of.presence, kind=Collaboration.Kind.PARTNERSHIP, partner_name="3F", scope="Flere i job"
    )
    Party.objects.create(collaboration=made, name="VUC", role="undervisning")
    for what, due, done in (
        ("Find lokaler", JUNE, None),
        ("Møde med alle", None, JUNE),
        ("Åbent hus", dt.date(2099, 1, 1), None),
    ):
        ActionStep.objects.create(collaboration=made, what=what, due_on=due, done_on=done, owner="VUC")
    documents.add_document(SYSTEM, Document(collaboration=made), upload=file())
    question = EvaluationQuestion.objects.get(code="in-use")
    for day in (dt.date(2018, 3, 31), JUNE):
        evaluation = Evaluation(agreement=of.agreement, counted_from=NEW_YEAR, as_of=day)
        evaluations.record_evaluation(SYSTEM, evaluation, answers={question: "Ja, alle."})
    send_evaluation(SYSTEM, evaluation, expected_version=1)
    return of


def newest() -> int:
    return Evaluation.objects.get(as_of=JUNE).pk


PAGES = {
    "collaborations": lambda: at("collaborations"),
    "kinds": lambda: at("collaboration-add"),
    "partnership form": lambda: f"{at('collaboration-add')}?slags=partnership",
    "in-house form": lambda: f"{at('collaboration-add')}?slags=in_house",
    "collaboration": lambda: Collaboration.objects.get().get_absolute_url(),
    "step": lambda: at("step-edit", ActionStep.objects.first().pk),
    "document": lambda: at("document-edit", Document.objects.get().pk),
    "agreement": lambda: Agreement.objects.get().get_absolute_url(),
    "evaluation": lambda: at("evaluation", newest()),
    "evaluation-compare": lambda: at("evaluation-compare"),
    "evaluation-send": lambda: at("evaluation-send", newest()),
}


def test_every_page_at_every_width(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    found = []
    reader = factories.user("bruger@veteranhaven.example", roles.ENTERPRISE_USER, serves=work.enterprise)
    for email, pages in (
        (work.coordinator.email, PAGES),
        (reader.email, {"letter": lambda: at("evaluation-letter", newest())}),
    ):
        page.context.clear_cookies()
        login(page, email)
        for name, url in pages.items():
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(live_server.url + url())
                found += [f"{name} {width}: {violation}" for violation in axe_violations(page)]
                if sideways(page):
                    found.append(f"{name} {width}: {sideways(page)} px to the side")
    assert found == []


def test_a_step_and_a_document_by_keyboard_alone(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], tmp_path: Path, axe_violations: Any
) -> None:
    """A step is done and taken up again; a drawing is refused with a summary that takes focus, and a PDF is put up."""
    login(page, work.consultant.email)
    page.goto(live_server.url + Collaboration.objects.get().get_absolute_url())
    page.get_by_role("button", name=re.compile(r"^Gjort.*Find lokaler")).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Trinnet er gjort.").wait_for()
    page.get_by_role("button", name=re.compile(r"^Fortryd gjort.*Find lokaler")).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Trinnet står igen som ikke gjort.").wait_for()
    page.get_by_role("link", name="Læg et dokument op").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dokumenter/opret/")
    for name, content in (("tegning.pdf", SVG), ("Bilag.pdf", PDF)):
        (tmp_path / name).write_bytes(content)
        page.get_by_label("Fil").set_input_files(tmp_path / name)
        page.get_by_role("button", name="Læg op").focus()
        page.keyboard.press("Enter")
        if content is SVG:
            page.locator(".error-summary").wait_for()
            assert page.evaluate("document.activeElement.className").find("error-summary") >= 0
            assert page.title().startswith("Fejl: ")
            assert axe_violations(page) == []
    page.get_by_text("Bilag er lagt op.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bilag", exact=True).click()
    assert download.value.suggested_filename == "Bilag.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
