"""Puljemails: calls shared by mail, for the coordinator to write and for the enterprises to read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove

from ..filters.buying import FundMailingFilter
from ..forms.funding import FundMailingForm, NoteMailingForm, SendForm
from ..models import FundCall, FundMailing
from ..services import fund_mailing as services
from ..tables.buying import FundMailingTable
from .doors import events_for

VIEW, SEND = "enterprises.view_fund_mailing", "enterprises.send_fund_mailing"
# The lists beside each other: name, words, permission.
MONEY = (
    ("grants", "Bevillinger", "enterprises.list_enterprises"),
    ("applications", "Ansøgninger", "enterprises.view_application"),
    ("fund-mailings", "Puljemails", VIEW),
)
OF_ENTERPRISES = (
    ("tasks", "Opgaver til salg", "enterprises.view_task"),
    ("fund-mailings", "Puljemails", VIEW),
    ("applications", "Ansøgninger", "enterprises.view_application"),
)


def siblings(access: Access, here: str) -> dict[str, Any]:
    """The lists beside this one. An enterprise's people have them in one corner, the municipality's among the others."""
    staff = access.municipality_id is not None
    shown = MONEY if staff else OF_ENTERPRISES
    rows = [(text, reverse(f"enterprises:{name}"), name == here) for name, text, needed in shown if may(access, needed)]
    return {"siblings": rows, "siblings_label": "Puljer" if staff else "Opgaver og puljer", "tabs_for": "grants"}


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Puljemails", reverse("enterprises:fund-mailings")


def coming_calls(access: Access) -> QuerySet[FundCall]:
    """Calls that were sent and can still be applied for, the first deadline first."""
    sent = FundMailing.objects.visible_to(access).exclude(sent_on=None)
    return (
        FundCall.objects.filter(mailing__in=sent.values("pk"), deadline__gte=timezone.localdate())
        .select_related("mailing")
        .order_by("deadline", "pk")
    )


class FundMailingList(RecordList):
    model = FundMailing
    permission = VIEW
    template_name = "enterprises/fund_mailings.html"
    filter_class = FundMailingFilter
    table_class = FundMailingTable
    title = "Puljemails"
    lead = "Overblik over puljer og fonde, som virksomhederne kan søge."
    counted = ("puljemail", "puljemails")
    empty_text = "Her kommer de mails om puljer og fonde, som kommunen sender til virksomhederne."
    create_url_name = "enterprises:fund-mailing-add"
    create_text = "Skriv en puljemail"
    create_permission = SEND
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        rows = self.visible().annotate(call_count=Count("calls", filter=Q(calls__deleted_at=None)))
        return rows.order_by(F("sent_on").desc(nulls_first=True), "-pk")

    def table_options(self) -> dict[str, Any]:
        return {} if self.may("enterprises.list_enterprises") else {"exclude": ("receivers",)}

    def more(self) -> dict[str, Any]:
        access = self.request.access
        years = (
            self.visible()
            .exclude(sent_on=None)
            .order_by()
            .annotate(year=ExtractYear("sent_on"))
            .values("year")
            .annotate(sent=Count("pk"))
            .order_by("-year")
        )
        told = [f"{danish.number(row['sent'])} i {row['year']}" for row in years]
        return siblings(access, "fund-mailings") | {
            "coming": coming_calls(access),
            "sent_text": f"Sendt: {danish.listing(told)}." if told else "",
            "note_url": reverse("enterprises:fund-mailing-note") if self.may(SEND) else "",
        }


class FundMailingPage(RecordPage):
    """As it was sent; of a draft, as it will be."""

    model = FundMailing
    permission = VIEW
    template_name = "enterprises/fund_mailing.html"

    def heading(self, record: FundMailing) -> str:
        return record.title

    def actions(self, record: FundMailing) -> Iterable[tuple[str, str]]:
        if record.sent_on is None and self.may(SEND, record):
            for text, name in (("Send puljemailen", "send"), ("Ret", "edit"), ("Slet", "remove")):
                yield text, reverse(f"enterprises:fund-mailing-{name}", args=[record.pk])

    def facts(self, record: FundMailing) -> Iterable[tuple[str, Any]]:
        yield "Fra", record.municipality.full_name
        yield "Sendt", danish.date(record.sent_on) if record.sent_on else "Ikke endnu"
        if self.may("enterprises.view_internal", record):
            if record.sent_on:
                yield "Modtagere", danish.number(record.receivers) if record.receivers else "Ikke oplyst"
            if record.source_note:
                yield "Kilde og forbehold", record.source_note

    def events(self, record: FundMailing) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: FundMailing) -> dict[str, Any]:
        applies = self.request.access.municipality_id is None and self.may("enterprises.change_application")
        calls = list(record.calls.all())
        return {"crumb": crumb(), "calls": calls, "today": timezone.localdate(), "applies": applies and bool(calls)}


class _Forms:
    """What the forms share: the calls go to the service with the mailing."""

    form_class: Any = FundMailingForm
    template_name = "enterprises/fund_mailing_form.html"
    conflict_template_name = "enterprises/fund_conflict.html"

    def cancel_url(self, record: Any) -> str:
        return record.get_absolute_url() if record.pk else reverse("enterprises:fund-mailings")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb()}


class FundMailingAdd(_Forms, RecordAdd):
    model = FundMailing
    permission = SEND
    title = "Skriv en puljemail"
    lead = "Den gemmes som kladde. Du ser den igennem, før den sendes."
    submit_text = "Gem kladden"
    done_text = "Kladden er gemt. Se den igennem, og send den."

    def start(self) -> FundMailing:
        return FundMailing(municipality=self.request.access.municipality)

    def make(self, form: Any) -> FundMailing:
        return services.write_mailing(self.request.access, form.instance, calls=form.calls.wanted())


class FundMailingNote(FundMailingAdd):
    """One that went out another way counts too."""

    form_class = NoteMailingForm
    title = "Notér en puljemail, der er sendt uden om portalen"
    lead = "Den tæller med i det år, den blev sendt. Ingen får besked nu, men virksomhederne kan læse den her."
    submit_text = "Gem"
    done_text = "Puljemailen er noteret."

    def make(self, form: Any) -> FundMailing:
        return services.note_mailing(
            self.request.access,
            form.instance,
            sent_on=form.cleaned_data["sent_on"],
            receivers=form.cleaned_data["receivers"],
            calls=form.calls.wanted(),
        )


class FundMailingEdit(_Forms, RecordEdit):
    model = FundMailing
    permission = SEND
    title = "Ret {record}"

    def save(self, form: Any) -> FundMailing:
        return services.change_mailing(
            self.request.access,
            form.instance,
            expected_version=form.expected_version,
            calls=form.calls.wanted(),
        )


class FundMailingSend(_Forms, RecordEdit):
    """The last look: to how many."""

    model = FundMailing
    permission = SEND
    form_class = SendForm
    template_name = "enterprises/fund_form.html"
    title = "Send ”{record}”?"
    submit_text = "Send puljemailen"

    def save(self, form: Any) -> FundMailing:
        return services.send_mailing(
            self.request.access, self.stored(form.instance), expected_version=form.expected_version
        )

    def more(self, record: FundMailing) -> dict[str, Any]:
        to = services.receivers_in(record.municipality)
        parts = [danish.count(len(to.users), "bruger", "brugere")]
        if to.emails:
            parts.append(danish.count(len(to.emails), "virksomhed uden brugere", "virksomheder uden brugere"))
        told = f"Den sendes til {danish.listing(parts)} hos de virksomheder, der er aktive i kommunen i dag."
        return {"crumb": crumb(), "lead": f"{told} Den kan ikke rettes eller kaldes tilbage bagefter."}

    def finish(self, record: FundMailing) -> Any:
        self.done_text = f"Puljemailen er sendt til {danish.count(record.receivers or 0, 'modtager', 'modtagere')}."
        return super().finish(record)


class FundMailingRemove(RecordRemove):
    template_name = "enterprises/fund_confirm.html"
    model = FundMailing
    permission = SEND
    service = staticmethod(services.remove_mailing)

    def refusal(self, record: FundMailing) -> str:
        return "Puljemailen er sendt og tæller med i året. Den kan ikke slettes." if record.sent_on else ""

    def more(self, record: FundMailing) -> dict[str, Any]:
        return {"crumb": crumb()}

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:fund-mailings")
