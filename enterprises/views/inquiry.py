"""Henvendelser and vejledning, for those who follow them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove
from socialportal.common.periods import add_months

from ..filters.inquiry import InquiryFilter
from ..forms.inquiry import BecameForm, InquiryForm, StepForm
from ..models import AdviceSession, Enterprise, Inquiry, InquiryStep
from ..services import inquiry
from ..tables.inquiry import SHAPES, InquiryTable
from .doors import HISTORY_SHOWN
from .enterprise import EnterpriseAdd

LIST = "Henvendelser"


class InquiryList(RecordList):
    """Who wants to start or move a social enterprise here."""

    model = Inquiry
    permission = "enterprises.view_inquiry"
    template_name = "enterprises/inquiry_list.html"
    filter_class = InquiryFilter
    table_class = InquiryTable
    title = LIST
    lead = "Dem, der vil starte, flytte eller ændre en virksomhed, så den løser en social opgave."
    counted = ("henvendelse", "henvendelser")
    empty_text = "Her kommer henvendelserne. De skrives på portalens forside, eller I noterer dem, når nogen ringer."
    create_url_name = "enterprises:inquiry-add"
    create_text = "Notér en henvendelse"
    create_permission = "enterprises.change_inquiry"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        return self.visible().select_related("caretaker")

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "inquiries", "advice_url": reverse("enterprises:advice")}


class InquiryPage(RecordPage):
    """One inquiry: what they want, how far it is, what has happened."""

    model = Inquiry
    permission = "enterprises.view_inquiry"
    template_name = "enterprises/inquiry_page.html"

    def visible(self) -> QuerySet:
        return super().visible().select_related("caretaker", "enterprise", "municipality")

    def heading(self, record: Inquiry) -> str:
        return f"Henvendelse fra {record.name}"

    def lead(self, record: Inquiry) -> str:
        named = f" ({record.enterprise_name})" if record.enterprise_name else ""
        return f"{record.get_wish_display()}{named}."

    def facts(self, record: Inquiry) -> Iterable[tuple[str, Any]]:
        yield "Modtaget", danish.date(record.received_on)
        yield "E-mail", format_html('<a href="mailto:{0}">{0}</a>', record.email) if record.email else ""
        yield "Telefon", record.phone
        if record.caretaker is None and self.may("enterprises.change_inquiry", record):
            choose = reverse("enterprises:inquiry-edit", args=[record.pk])
            yield "Tages af", format_html('Ingen endnu. <a href="{}#id_caretaker">Vælg, hvem der gør</a>', choose)
        else:
            yield "Tages af", str(record.caretaker or "") or "Ingen endnu"
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: Inquiry) -> Iterable[tuple[str, str]]:
        yield "Hvad det drejer sig om", record.idea

    def actions(self, record: Inquiry) -> Iterable[tuple[str, str]]:
        if not self.may("enterprises.change_inquiry", record):
            return
        yield "Notér næste skridt", reverse("enterprises:inquiry-step-add", args=[record.pk])
        yield "Notér en vejledning", f"{reverse('enterprises:advice-add')}?{urlencode({'henvendelse': record.pk})}"
        yield "Ret", reverse("enterprises:inquiry-edit", args=[record.pk])

    def events(self, record: Inquiry) -> Iterable[Any]:
        steps = InquiryStep.with_deleted.filter(inquiry=record)
        return history_of([record, *steps, *AdviceSession.with_deleted.filter(inquiry=record)], HISTORY_SHOWN)

    def more(self, record: Inquiry) -> dict[str, Any]:
        steps = list(record.steps.all())
        last = steps[-1] if steps else None
        ended = last.on if last and record.state in Inquiry.ENDED else None
        own = self.may("enterprises.change_inquiry", record)
        return {
            "shape": SHAPES[record.state],
            "steps": [(SHAPES[one.state], one) for one in steps],
            "sessions": record.advice.select_related("advised_by").order_by("held_on", "pk"),
            "may_change": own,
            "established": record.state == Inquiry.State.ESTABLISHED,
            "may_register": self.may("enterprises.add_enterprise"),
            "delete_by": add_months(ended, 12 * inquiry.KEPT_AFTER_END) if ended else None,
            "kept": inquiry.KEPT_AFTER_END,
        }


class _OfInquiries:
    """What the forms share: the way back to the list."""

    model: Any = Inquiry
    permission = "enterprises.change_inquiry"
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": (LIST, reverse("enterprises:inquiries"))}


class InquiryAdd(_OfInquiries, RecordAdd):
    """One that came by phone."""

    form_class = InquiryForm
    service = staticmethod(inquiry.note_inquiry)
    title = "Notér en henvendelse"
    lead = "Fx når nogen ringer eller kommer forbi. Den skal ikke bekræftes."
    done_text = "Henvendelsen er noteret."

    def start(self) -> Inquiry:
        access = self.request.access  # type: ignore[attr-defined]
        if access.municipality is None:
            raise PermissionDenied
        return Inquiry(municipality=access.municipality, received_on=timezone.localdate(), caretaker_id=access.user_id)

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:inquiries")


class InquiryEdit(_OfInquiries, RecordEdit):
    form_class = InquiryForm
    change = staticmethod(inquiry.change_inquiry)
    title = "Ret henvendelsen fra {record}"

    def more(self, record: Any) -> dict[str, Any]:
        url = reverse("enterprises:inquiry-remove", args=[record.pk])
        return super().more(record) | {"danger_text": "Slet henvendelsen", "danger_url": url}


class InquiryRemove(_OfInquiries, RecordRemove):
    template_name = "enterprises/confirm.html"
    service = staticmethod(inquiry.remove_inquiry)
    title = "Slet henvendelsen fra {record}?"

    def losses(self, record: Any) -> list[str]:
        steps = record.steps.count()
        return [danish.count(steps, "trin", "trin")] if steps else []

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:inquiries")


class _OfStep(_OfInquiries):
    model = InquiryStep

    def visible(self) -> QuerySet:
        """Steps of inquiries that one may see."""
        seen: Any = Inquiry.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        return InquiryStep.objects.filter(inquiry__in=seen).select_related("inquiry__municipality")

    def done_url(self, record: Any) -> str:
        return f"{record.inquiry.get_absolute_url()}#skridt"

    def cancel_url(self, record: Any) -> str:
        return self.done_url(record)

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": (f"Henvendelse fra {record.inquiry}", record.inquiry.get_absolute_url())}


class StepAdd(_OfStep, RecordAdd):
    """It comes further, goes back, or something is to be remembered."""

    form_class = StepForm
    service = staticmethod(inquiry.note_step)
    title = "Hvor langt er henvendelsen fra {record.inquiry}?"
    done_text = "Det er noteret."

    def start(self) -> InquiryStep:
        seen: Any = Inquiry.objects.visible_to(self.request.access)
        of = get_object_or_404(seen.select_related("municipality"), pk=self.kwargs["pk"])
        return InquiryStep(inquiry=of, on=timezone.localdate(), state=of.state)


class StepEdit(_OfStep, RecordEdit):
    form_class = StepForm
    change = staticmethod(inquiry.change_step)
    title = "Ret trinnet ”{record}”"

    def more(self, record: Any) -> dict[str, Any]:
        url = reverse("enterprises:inquiry-step-remove", args=[record.pk])
        return super().more(record) | {"danger_text": "Slet trinnet", "danger_url": url}


class StepRemove(_OfStep, RecordRemove):
    template_name = "enterprises/confirm.html"
    service = staticmethod(inquiry.remove_step)
    title = "Slet trinnet ”{record}”?"


class InquiryBecame(_OfInquiries, RecordEdit):
    """It is established, and the enterprise is in the portal already."""

    form_class = BecameForm
    title = "Hvad blev henvendelsen fra {record} til?"
    lead = "Vælg virksomheden, hvis den allerede står i portalen. Henvendelsen noteres som etableret."
    done_text = "Det er noteret."

    def save(self, form: Any) -> Inquiry:
        return inquiry.became(
            self.request.access,
            form.instance,
            form.cleaned_data["became"],
            expected_version=form.expected_version,
        )


class InquiryRegister(EnterpriseAdd):
    """The enterprise that an inquiry became: its form, filled in with what they wrote."""

    title = "Opret virksomheden"
    lead = "Det, de har skrevet i henvendelsen, står her. Resten kan skrives, når I ved det."

    @property
    def inquiry(self) -> Inquiry:
        """The inquiry of the address."""
        seen: Any = Inquiry.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        found = get_object_or_404(seen.select_related("municipality"), pk=self.kwargs["pk"])
        self.allow("enterprises.change_inquiry", found)
        return found  # type: ignore[no-any-return]

    def start(self) -> Enterprise:
        of = self.inquiry
        return Enterprise(name=of.enterprise_name, email=of.email, phone=of.phone)

    def make(self, form: Any) -> Enterprise:
        """Both or neither."""
        of = self.inquiry
        with transaction.atomic():
            made = super().make(form)
            inquiry.became(self.request.access, of, made, expected_version=of.version)  # type: ignore[attr-defined]
        return made

    def cancel_url(self, record: Any) -> str:
        return self.inquiry.get_absolute_url()
