"""Opgaver til salg: what somebody wants to buy, who would like to do it, and what became of it. The portal picks nobody."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from socialportal.accounts.access import Access
from socialportal.common import danish
from socialportal.common.links import web_address
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove

from ..buying import CLOSED, DRAFT, OPEN, SETTLED
from ..filters.buying import TaskFilter
from ..forms.purchase import InterestForm, SettleForm, TaskForm, TaskVerbForm, WithdrawForm
from ..models import Enterprise, Task, TaskInterest
from ..services import task as services
from ..tables.buying import TaskTable, TaskYearTable, badge_of
from .doors import events_for
from .funding import siblings

VIEW, CHANGE, PUBLISH, SHOW = "enterprises.view_task", services.CHANGE, services.PUBLISH, services.SHOW
STAFF_ONLY = "enterprises.list_enterprises"


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Opgaver til salg", reverse("enterprises:tasks")


def beside(access: Access, here: str) -> dict[str, Any]:
    """The lists beside this one."""
    if access.municipality_id is None:
        return siblings(access, here)
    tabs = [("Opgaver", "tasks"), ("År for år", "task-years")]
    rows = [(text, reverse(f"enterprises:{name}"), name == here) for text, name in tabs]
    return {"siblings": rows, "siblings_label": "Opgaver til salg", "tabs_for": "tasks"}


class TaskList(RecordList):
    model = Task
    permission = VIEW
    template_name = "enterprises/tasks.html"
    filter_class = TaskFilter
    table_class = TaskTable
    title = "Opgaver til salg"
    lead = "Opgaver, som kommunen eller en virksomhed vil købe. Portalen fortæller om dem og vælger ingen."
    counted = ("opgave", "opgaver")
    empty_text = "Her kommer de opgaver, som kommunen og andre vil købe."
    create_url_name = "enterprises:task-add"
    create_text = "Beskriv en opgave"
    create_permission = CHANGE

    def rows(self) -> QuerySet:
        visible: Any = self.visible()
        rows = visible.with_interest(self.request.access).select_related("buyer__enterprise")
        return rows.order_by(F("published_on").desc(nulls_first=True), "-pk")

    def table_options(self) -> dict[str, Any]:
        """How many others are interested is for those who buy."""
        return {"exclude": ("mine",) if self.may(STAFF_ONLY) else ("shown",)}

    def more(self) -> dict[str, Any]:
        return beside(self.request.access, "tasks")


class TaskYears(RecordList):
    """How many, and what became of them."""

    model = Task
    permission = STAFF_ONLY
    template_name = "enterprises/tasks.html"
    table_class = TaskYearTable
    title = "Opgaver til salg år for år"
    lead = "Opgaverne tæller i det år, de blev slået op, også når de blev afgjort senere."
    counted = ("år", "år")
    empty_text = "Når opgaver er slået op, står her, hvor mange det blev til, og hvad de førte til."

    def rows(self) -> QuerySet:
        outcome = Task.Outcome

        def became(value: str) -> Count:
            return Count("pk", filter=Q(outcome=value))

        return (
            self.visible()
            .exclude(published_on=None)
            .order_by()
            .annotate(year=ExtractYear("published_on"))
            .values("year")
            .annotate(
                published=Count("pk"),
                told=Sum("told", default=0),
                bought=became(outcome.BOUGHT),
                amount=Sum("amount", filter=Q(outcome=outcome.BOUGHT)),
                elsewhere=became(outcome.ELSEWHERE),
                nothing=became(outcome.NOTHING),
                unsettled=became(outcome.OPEN),
            )
        )

    def more(self) -> dict[str, Any]:
        return beside(self.request.access, "task-years")


class _OfTask:
    model: Any = Task

    def visible(self) -> QuerySet:
        rows: Any = super().visible()  # type: ignore[misc]
        return rows.select_related("buyer__enterprise", "bought_from__enterprise", "municipality")

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": crumb()}


class TaskPage(_OfTask, RecordPage):
    """What is to be done; for those who buy also who would like to."""

    permission = VIEW
    template_name = "enterprises/task.html"

    def visible(self) -> QuerySet:
        return super().visible().prefetch_related("categories")

    def heading(self, record: Task) -> str:
        return record.title

    def lead(self, record: Task) -> str:
        return f"{record.get_kind_display()}. Køber: {record.buyer_said}."

    def buys(self, record: Task) -> bool:
        """Whether one may know who is interested: the municipality's people, and the users of the enterprise that buys."""
        return self.may("enterprises.view_internal", record) or (record.buyer is not None and self.may(CHANGE, record))

    @cached_property
    def own(self) -> list[TaskInterest]:
        """The interest that one's own enterprises have shown."""
        own = self.request.access.own_enterprises("enterprise_user")
        rows = TaskInterest.objects.filter(task=self.kwargs["pk"], presence__enterprise__in=own)
        return list(rows.select_related("presence__enterprise"))

    def may_show(self, record: Task) -> bool:
        """Whether one of one's own enterprises can still show interest."""
        access = self.request.access
        own = access.own_enterprises("enterprise_user") - {one.presence.enterprise_id for one in self.own}
        return (
            record.kind != Task.Kind.ANNOUNCED
            and bool(own)
            and services.where(record) is OPEN
            and services.active_in(record).filter(enterprise__in=own).exists()
        )

    def actions(self, record: Task) -> Iterable[tuple[str, str]]:
        def at(name: str) -> str:
            return reverse(f"enterprises:task-{name}", args=[record.pk])

        state, edits, publishes = services.where(record), self.may(CHANGE, record), self.may(PUBLISH, record)
        if self.may_show(record):
            yield "Meld interesse", at("interest")
        if state is DRAFT and publishes:
            yield "Slå opgaven op", at("publish")
        if edits and state is not DRAFT:
            yield ("Ret, hvad den blev til" if state is SETTLED else "Notér, hvad den blev til"), at("settle")
        if publishes or (edits and state is DRAFT):
            yield "Ret", at("edit")
        if state in (OPEN, CLOSED) and publishes:
            yield "Tag den ned", at("take-down")
        if edits and state is DRAFT:
            yield "Slet", at("remove")

    def facts(self, record: Task) -> Iterable[tuple[str, Any]]:
        yield "Køber", record.buyer_said
        yield "Kontakt hos køber", record.contact
        yield "Hvor", record.where
        if groups := [group.name for group in record.categories.all()]:
            yield "Hvad det er", groups
        yield "Meld interesse senest", danish.date(record.deadline)
        if web_address(record.announcement):
            yield "Det officielle opslag", format_html('<a href="{0}" rel="noopener">{0}</a>', record.announcement)
        if record.published_on:
            yield "Slået op", danish.date(record.published_on)
        if self.may("enterprises.view_internal", record) and record.told is not None:
            yield "Fik besked", danish.capital(danish.count(record.told, "virksomhed", "virksomheder"))
        if record.outcome:
            yield "Hvad den blev til", record.get_outcome_display()
            yield "Afgjort", danish.date(record.outcome_on)
            if self.buys(record):
                if record.bought_from:
                    yield "Købt hos", record.bought_from.enterprise.name
                if record.amount:
                    yield "Beløb", danish.kroner(record.amount)
        if record.source_note and self.may("enterprises.view_internal", record):
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: Task) -> Iterable[tuple[str, str]]:
        yield "Hvad skal laves?", record.what
        yield "Hvad lægges der vægt på?", record.counts

    def events(self, record: Task) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: Task) -> dict[str, Any]:
        buys = self.buys(record)
        interests = record.interests.select_related("presence__enterprise").order_by("created_at", "pk")
        return {
            "crumb": crumb(),
            "badge": badge_of(record),
            "buys": buys,
            "interests": list(interests) if buys else [],
            "own": self.own,
            "is_open": services.where(record) is OPEN,
            "waits_for_staff": record.published_on is None and not self.may(PUBLISH, record),
        }


class _Form(_OfTask):
    template_name = "enterprises/fund_form.html"
    conflict_template_name = "enterprises/fund_conflict.html"


class TaskAdd(_Form, RecordAdd):
    permission = CHANGE
    form_class = TaskForm
    service = staticmethod(services.write_task)
    title = "Beskriv en opgave"
    lead = (
        "Kun opgaver under grænsen for udbud og markedsdialog. Er opgaven udbudt, så skriv kort om den, og henvis til "
        "det officielle opslag."
    )
    submit_text = "Gem opgaven"

    def start(self) -> Task:
        staff = self.may(PUBLISH)
        return Task(municipality=self.request.access.municipality if staff else None)

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may for anybody at all; the service asks about this one."""
        super().allow(permission)

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:tasks")

    def finish(self, record: Any) -> Any:
        self.done_text = (
            "Opgaven er gemt. Se den igennem, og slå den op."
            if self.may(PUBLISH, record)
            else "Opgaven er gemt og sendt til kommunen, som slår den op."
        )
        return super().finish(record)


class TaskEdit(_Form, RecordEdit):
    permission = CHANGE
    form_class = TaskForm
    change = staticmethod(services.correct_task)
    title = "Ret opgaven ”{record}”"


class _Verb(_Form, RecordEdit):
    """A verb without anything to write."""

    permission = PUBLISH
    form_class: Any = TaskVerbForm
    verb: Any

    def save(self, form: Any) -> Task:
        act = type(self).verb
        return act(self.request.access, self.stored(form.instance), expected_version=form.expected_version)


def _receivers_said(reached: list[Enterprise], unreached: list[Enterprise]) -> str:
    """Who gets word, and whom to ring."""
    if not reached and not unreached:
        return "Ingen virksomheder i kommunen sælger det, opgaven handler om. Opgaven kan ses, men ingen får besked."
    said = danish.count(len(reached), "virksomhed", "virksomheder")
    lead = danish.capital(f"{said}, som opgaven kan passe til, får besked én gang.")
    if unreached:
        lead += f" Ring til {danish.listing([one.name for one in unreached])}: de har hverken bruger eller e-mail her."
    return lead


class TaskPublish(_Verb):
    verb = services.publish_task
    title = "Slå opgaven ”{record}” op?"
    submit_text = "Slå op"

    def more(self, record: Task) -> dict[str, Any]:
        if record.told is not None:
            lead = "Virksomhederne har fået besked én gang og får det ikke igen."
        else:
            lead = _receivers_said(*services.receivers(record))
        return {"crumb": crumb(), "lead": lead}

    def finish(self, record: Any) -> Any:
        told = danish.capital(danish.count(record.told or 0, "virksomhed", "virksomheder"))
        self.done_text = f"Opgaven er slået op. {told} fik besked."
        return super().finish(record)


class TaskTakeDown(_Verb):
    verb = services.take_down_task
    title = "Tag opgaven ”{record}” ned?"
    lead = "Virksomhederne kan ikke længere se den. Den kan slås op igen."
    submit_text = "Tag den ned"
    done_text = "Opgaven er taget ned."


class TaskSettle(_Form, RecordEdit):
    permission = CHANGE
    form_class = SettleForm
    title = "Hvad blev opgaven ”{record}” til?"
    lead = "Det tælles, hvor mange opgaver der blev købt, og for hvor meget."
    done_text = "Det er noteret."

    def save(self, form: Any) -> Task:
        data = form.cleaned_data
        return services.settle_task(
            self.request.access,
            self.stored(form.instance),
            outcome=data["outcome"],
            outcome_on=data["outcome_on"],
            bought_from=data["bought_from"],
            amount=data["amount"],
            expected_version=form.expected_version,
        )


class TaskRemove(_OfTask, RecordRemove):
    template_name = "enterprises/fund_confirm.html"
    permission = CHANGE
    service = staticmethod(services.remove_task)

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:tasks")


# --- Interest -------------------------------------------------------------------------------------------------------------
class InterestAdd(_Form, RecordAdd):
    """One's own enterprise would like to do it."""

    model = TaskInterest
    permission = SHOW
    form_class = InterestForm
    service = staticmethod(services.show_interest)
    title = "Meld interesse for ”{record}”"
    lead = "Køberen og kommunen ser, at I er interesserede, og hvad I skriver. Andre virksomheder ser det ikke."
    submit_text = "Meld interesse"
    done_text = "I har meldt interesse for ”{record}”."

    @cached_property
    def task(self) -> Task:
        """The one of the address, if it exists for the one who asks."""
        rows: Any = Task.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[attr-defined]

    def start(self) -> TaskInterest:
        self.allow(VIEW, self.task)
        return TaskInterest(task=self.task)

    def allow(self, permission: str, obj: Any = None) -> None:
        """Of interest: whether one may for any enterprise; the service asks about this one."""
        super().allow(permission, None if permission == SHOW else obj)

    def cancel_url(self, record: Any) -> str:
        return self.task.get_absolute_url()


class _OfInterest:
    """Pages of one's own interest."""

    model = TaskInterest
    permission = SHOW

    def visible(self) -> QuerySet:
        rows: Any = super().visible()  # type: ignore[misc]
        return rows.select_related("presence__enterprise", "task__buyer__enterprise")

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": crumb()}


class InterestEdit(_OfInterest, RecordEdit):
    template_name = "enterprises/fund_form.html"
    conflict_template_name = "enterprises/fund_conflict.html"
    form_class: Any = InterestForm
    change = staticmethod(services.change_interest)
    title = "Ret jeres besked om ”{record}”"


class InterestWithdraw(InterestEdit):
    """One thinks again. No removal as staff know it: the enterprise shows interest anew if it wants to."""

    form_class = WithdrawForm
    title = "Træk interessen for ”{record}” tilbage?"
    lead = "Køberen ser ikke længere jer og jeres besked. I kan melde interesse igen, så længe opgaven er åben."
    submit_text = "Træk interessen tilbage"
    done_text = "I har trukket interessen for ”{record}” tilbage."

    def save(self, form: Any) -> TaskInterest:
        interest = self.stored(form.instance)
        services.withdraw_interest(self.request.access, interest, expected_version=form.expected_version)
        return interest
