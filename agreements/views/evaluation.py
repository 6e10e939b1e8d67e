"""Evalueringer: the eight questions with their answers, the figures beside them, and the groups of the public edition."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from socialportal.audit.sentences import history
from socialportal.common import danish
from socialportal.common.pages import RecordPage

from ..filters import EvaluationFilter
from ..forms.evaluation import EvaluationForm, GroupsForm
from ..models import Agreement, Evaluation, EvaluationAnswer, OutcomeType
from ..services import evaluation as services
from ..services.evaluation import Group
from ..services.evaluation_figures import figures, filled, placeholders, tally_of, values
from ..tables import EvaluationTable
from .doors import HISTORY_SHOWN, TOGETHER, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, trail_of
from .evaluation_compare import beside_earlier
from .journal import journal_said, journal_url

EDIT = "agreements.edit_evaluation"


class EvaluationList(WorkList):
    """Every agreement by the same questions, so that they can be compared."""

    model = Evaluation
    filter_class = EvaluationFilter
    table_class = EvaluationTable
    title = "Evalueringer"
    lead = "Alle aftaler evalueres på de samme spørgsmål, så de kan sammenlignes fra år til år."
    tabs, tab, tabs_label = TOGETHER, "agreements:evaluations", "Aftaler og samarbejder"
    counted = ("evaluering", "evalueringer")
    empty_text = "Her kommer evalueringerne af aftalerne om forløb."
    create_url_name = "agreements:evaluation-add"
    create_text = "Skriv en evaluering"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def more(self) -> dict[str, Any]:
        """The way to the agreements side by side."""
        return super().more() | {"compare_url": reverse("agreements:evaluation-compare")}

    def rows(self) -> QuerySet:
        answered = Count("answers", filter=Q(answers__deleted_at=None) & ~Q(answers__text=""), distinct=True)
        groups = Count("public_groups", filter=Q(public_groups__deleted_at=None), distinct=True)
        rows = self.visible().select_related("agreement__presence__enterprise")
        return rows.annotate(answered=answered, groups=groups)


class _OfEvaluation(OnTheWay):
    """Pages of one evaluation."""

    model = Evaluation
    permission = EDIT
    form_class: Any = EvaluationForm
    template_name = "agreements/evaluation_form.html"

    def visible(self) -> QuerySet:
        """With its agreement and answers."""
        return (
            super()
            .visible()
            .select_related("agreement__presence__enterprise", "agreement__municipality")
            .prefetch_related(Prefetch("answers", EvaluationAnswer.objects.select_related("question")))
        )

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Evalueringer", "agreements:evaluations", *([record] if record.pk else []))

    def more(self, record: Any) -> dict[str, Any]:
        """The placeholders that answers may use."""
        number = record.agreement.number if record.agreement_id else "1"
        return super().more(record) | {"placeholders": placeholders(number)}


class EvaluationAdd(_OfEvaluation, WorkAdd):
    """A new one; `?aftale=` says of which agreement, and `?svar=` that the last one's answers are to begin with."""

    title = "Skriv en evaluering"
    submit_text = "Gem evalueringen"
    done_text = "Evalueringen er gemt."
    list_url_name = "agreements:evaluations"

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may write any at all; the service asks about this one."""
        super().allow(permission)

    def form_options(self) -> dict[str, Any]:
        wanted = "svar" in self.request.GET and self.request.method == "GET"
        return {"answers_from": self.earlier(self.start()) if wanted else None}

    def earlier(self, record: Evaluation) -> Evaluation | None:
        """The agreement's last evaluation."""
        if not record.agreement_id:  # type: ignore[attr-defined]
            return None
        return self.visible().filter(agreement=record.agreement_id).order_by("-as_of").first()  # type: ignore[attr-defined]

    def more(self, record: Any) -> dict[str, Any]:
        """The offer to begin with the answers of the last time."""
        earlier = None if "svar" in self.request.GET else self.earlier(record)
        url = f"?aftale={record.agreement_id}&svar=sidste"
        return super().more(record) | {"earlier": earlier, "earlier_url": url}

    def start(self) -> Evaluation:
        key = self.request.GET.get("aftale", "")
        visible: Any = Agreement.objects.visible_to(self.request.access)
        found = visible.filter(pk=key).first() if key.isdecimal() else None
        record = Evaluation(agreement=found)
        if found is not None:
            record.counted_from = found.valid_from
        return record

    def make(self, form: Any) -> Evaluation:
        return services.record_evaluation(self.request.access, form.instance, answers=form.answers)


class EvaluationEdit(_OfEvaluation, WorkEdit):
    """Rettelse of dates and answers."""

    template_name = "agreements/evaluation_form.html"
    remove_url_name = "agreements:evaluation-remove"
    remove_text = "Slet evalueringen"

    def save(self, form: Any) -> Any:
        return services.correct_evaluation(
            self.request.access, form.instance, expected_version=form.expected_version, answers=form.answers
        )


class EvaluationRemove(_OfEvaluation, WorkRemove):
    """Into the trash, with answers and groups."""

    template_name = "agreements/confirm.html"
    service = staticmethod(services.remove_evaluation)

    def losses(self, record: Evaluation) -> list[str]:
        told = [danish.count(record.answers.count(), "svar", "svar")]
        groups = record.public_groups.count()
        return told + ([danish.count(groups, "offentlig gruppe", "offentlige grupper")] if groups else [])

    def done_url(self, record: Any) -> str:
        return reverse("agreements:evaluations")


class EvaluationGroups(_OfEvaluation, WorkEdit):
    """Which statuses are told together in the public edition."""

    form_class = GroupsForm
    template_name = "agreements/form.html"
    title = "Offentlige grupper: {record}"
    lead = (
        "I den offentlige udgave trykkes status kun i grupper, så ingen kan genkendes. Vælg for hver status, hvilken "
        "gruppe den hører til."
    )
    submit_text = "Gem grupperne"
    done_text = "Grupperne er gemt."

    def save(self, form: Any) -> Any:
        record = self.stored(form.instance)
        warnings = services.set_public_groups(
            self.request.access, record, expected_version=form.expected_version, groups=form.groups
        )
        for text in warnings:
            messages.warning(self.request, text)
        return record


class EvaluationPage(RecordPage):
    """What does the agreement lead to, question by question?"""

    model = Evaluation
    permission = "agreements.view_evaluation"
    template_name = "agreements/evaluation_page.html"

    def visible(self) -> QuerySet:
        return (
            super()
            .visible()
            .select_related("agreement__presence__enterprise", "agreement__municipality", "journaled_by")
            .prefetch_related(
                Prefetch("answers", EvaluationAnswer.objects.select_related("question").order_by("question__order")),
                "public_groups__types",
            )
        )

    def lead(self, record: Evaluation) -> str:
        start, end = danish.date(record.counted_from), danish.date(record.as_of)
        return f"{record.agreement.presence.enterprise}, opgjort pr. {end}. Tallene er talt fra {start}."

    def actions(self, record: Evaluation) -> Iterable[tuple[str, str]]:
        if self.may(EDIT, record):
            yield "Ret svarene", reverse("agreements:evaluation-edit", args=[record.pk])
            yield "Ret offentlige grupper", reverse("agreements:evaluation-groups", args=[record.pk])
            yield (
                "Send til virksomheden igen" if record.sent_on else "Send til virksomheden",
                reverse("agreements:evaluation-send", args=[record.pk]),
            )
            if record.sent_on:
                yield "Træk tilbage", reverse("agreements:evaluation-withdraw", args=[record.pk])
        yield "Klar til journalen", journal_url("evaluering", record)

    def facts(self, record: Evaluation) -> Iterable[tuple[str, Any]]:
        yield "Sendt til virksomheden", danish.date(record.sent_on) or "Ikke endnu"
        yield "Journalen", journal_said(record)
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def events(self, record: Evaluation) -> Iterable[Any]:
        return history(record, HISTORY_SHOWN)

    def more(self, record: Evaluation) -> dict[str, Any]:
        tally = tally_of(record)
        found = values(tally) if tally else {}
        number = record.agreement.number
        groups = [Group(row.label, frozenset(row.types.all())) for row in record.public_groups.all()]
        counted = services.primary_counts(record)
        threshold = record.agreement.municipality.threshold
        return {
            "trail": trail_of("Evalueringer", "agreements:evaluations"),
            "answers": [(a.question, filled(a.text, number, found)) for a in record.answers.all() if a.text],
            "figures": list(figures(found)) if tally else [],
            "outcomes": tally.outcomes if tally else [],
            "ended": tally.courses.ended if tally else 0,
            "groups": [(group.label, *_persons(group, counted, threshold)) for group in groups],
            "ungrouped": [word for word in counted if not any(word in group.types for group in groups)]
            if groups
            else [],
            **beside_earlier(record, super().visible()),
            "threshold": threshold,
            "may_edit": self.may(EDIT, record),
        }


def _persons(group: Group, counted: dict[OutcomeType, int], threshold: int) -> tuple[int, bool]:
    persons = sum(counted.get(word, 0) for word in group.types)
    return persons, 0 < persons < threshold
