"""Faktatjek, for the enterprise: what the draft says of it, and whether that is right."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from enterprises.models import Enterprise, Presence
from socialportal.accounts import roles
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.common.pages import RecordEdit
from socialportal.common.panels import PanelRow

from ..figures import BasisError
from ..forms.checking import ReplyForm
from ..models import FactCheck, FactCheckReply
from ..services import fact_check as services

WAITS, OPEN = "enterprise.waits", "enterprise.open"
ABOUT = (FactCheck, "report__municipality__presences__enterprise")


class FactCheckOwn(RecordEdit):
    """The enterprise of the address in the year of the address; `?kommune=0330` where several ask."""

    model = Enterprise
    form_class = ReplyForm
    permission = services.ANSWER
    template_name = "reports/fact_check_own.html"
    done_text = "Tak. Kommunen har fået jeres svar."
    submit_text = "Send svaret"

    @cached_property
    def enterprise(self) -> Enterprise:
        """Through both doors."""
        return super().the_record()

    @cached_property
    def one(self) -> services.Checked:
        """The fact check that asks it, else 404."""
        places = Presence.objects.filter(enterprise=self.enterprise).values("municipality")
        asking = FactCheck.objects.filter(
            report__year=self.kwargs["year"], report__deleted_at=None, report__municipality__in=places
        ).select_related("report__municipality")
        if code := self.request.GET.get("kommune", ""):
            asking = asking.filter(report__municipality__code=code)
        # The one that is open first, then the latest.
        for check in sorted(asking, key=lambda check: check.closed_on is not None):
            if found := services.everyone(check, [self.enterprise.pk]):
                return found[0]
        raise Http404

    def the_record(self) -> Any:
        """The answer there is, else an empty one."""
        one = self.one
        return one.reply or FactCheckReply(fact_check=one.check, presence=one.presence)

    def stored(self, record: Any) -> Any:
        if record.pk:
            return FactCheckReply.objects.select_related("presence__enterprise").get(pk=record.pk)
        return FactCheckReply(fact_check=self.one.check, presence=record.presence)

    def save(self, form: Any) -> Any:
        return services.answer(self.request.access, form.instance, expected_version=form.expected_version)

    def heading(self, record: Any) -> str:
        return f"Passer det, der står om {self.enterprise}?"

    def done_url(self, record: Any) -> str:
        return self.one.url

    def cancel_url(self, record: Any) -> str:
        return ""

    def more(self, record: Any) -> dict[str, Any]:
        one, trouble, said = self.one, "", None
        if not one.check.closed_on:  # what is written after that is told in the published report
            try:
                said = services.said_of(one.check.report, self.enterprise.pk)
            except BasisError as error:
                trouble = str(error)
        reply = one.reply
        return {
            "one": one,
            "check": one.check,
            "report": one.check.report,
            "reply": reply,
            "said": said,
            "trouble": trouble,
            "may_answer": not one.check.closed_on and not (reply and reply.handled),
            "late": one.check.due_on < timezone.localdate(),
        }

    def page(self, form: Any, record: Any, status: int = 200) -> HttpResponse:
        self.lead = _lead(self.one)
        return super().page(form, record, status)


def _lead(one: services.Checked) -> str:
    report = one.check.report
    if one.check.closed_on:
        return f"Der er lukket for svar til årsrapporten {report.year}."
    return (
        f"{report.municipality.full_name} gør årsrapporten {report.year} færdig. "
        f"Læs, hvad der står om jer, og svar senest {danish.date(one.check.due_on)}."
    )


# --- On other pages ---------------------------------------------------------------------------------------------------------
def _asked(request: HttpRequest, enterprise: Enterprise) -> Iterable[services.Checked]:
    """The open fact checks that introduce it; read once a page, which has several panels."""
    presences = list(enterprise.presences.all())
    open_ones = FactCheck.objects.filter(
        closed_on=None,
        report__deleted_at=None,
        report__municipality__in={one.municipality_id for one in presences},  # type: ignore[attr-defined]
    ).select_related("report__municipality")
    for check in open_ones:
        here = [
            one
            for one in presences
            if one.municipality_id == check.report.municipality_id and one.is_listed_in(check.report.year)  # type: ignore[attr-defined]
        ]
        if here:
            replies = FactCheckReply.objects.filter(fact_check=check, presence__enterprise=enterprise)
            here[-1].enterprise = enterprise
            yield services.Checked(check, here[-1], replies.first(), ())


def waits(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """What the enterprise has not answered, for those who answer for it."""
    if enterprise.pk not in request.access.own_enterprises(roles.ENTERPRISE_USER):  # type: ignore[attr-defined]
        return
    for one in _asked(request, enterprise):
        if one.owes:
            report = one.check.report
            yield PanelRow(
                what=f"Passer det, der står om jer i årsrapporten {report.year}? ({report.municipality.name})",
                url=one.url,
                since=f"senest {danish.date(one.check.due_on)}",
                now="Læs det, og svar",
                day=one.check.due_on,
            )


def open_now(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """What is not settled, for the municipality's people who read the draft."""
    access = request.access  # type: ignore[attr-defined]
    for one in _asked(request, enterprise):
        if (one.owes or one.is_open) and may(access, "reports.read_draft", one.check):
            yield PanelRow(
                what=f"Faktatjek af årsrapporten {one.check.report.year}",
                url=one.check.get_absolute_url(),
                since=f"frist {danish.date(one.check.due_on)}",
                now="Har ikke svaret" if one.owes else "Noget skal rettes",
                day=one.check.due_on,
            )
