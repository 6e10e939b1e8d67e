"""Én indgang for everybody: the form, the link in the mail, and who helps with what."""

from itertools import groupby
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import may
from socialportal.common.once import once
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove, RecordTrash

from ..forms.inquiry import HelperForm, PublicInquiryForm
from ..models import Helper, Inquiry
from ..services import helper as helpers
from ..services import inquiry as services

TOO_OFTEN = (
    "Der er sendt mange henvendelser herfra på kort tid. Vent et minut, og send igen. Det, du har skrevet, står her."
)


@method_decorator([login_not_required, never_cache], name="dispatch")
class Start(RecordAdd):
    """Somebody wants to start or move a social enterprise."""

    model = Inquiry
    form_class = PublicInquiryForm
    template_name = "enterprises/inquiry_start.html"
    title = "Vil du starte en socialøkonomisk virksomhed?"
    lead = "Skriv til din kommune her, hvis du vil starte, flytte eller ændre en virksomhed, så den løser en social opgave."
    submit_text = "Send henvendelsen"

    def start(self) -> Inquiry:
        """The municipality of a link that names one is chosen."""
        places = Municipality.objects.with_records()
        return Inquiry(municipality=places.filter(code=self.request.GET.get("kommune", "")[:4]).first())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not consume(request, app="socialportal", action="inquiry", config=settings.INQUIRY_RATES):
            form: Any = self.make_form(self.start(), request.POST)
            form.hush()
            form.cleaned_data = {}
            form.add_error(None, TOO_OFTEN)
            return self.page(form, self.start(), status=429)
        return super().post(request, **kwargs)

    def save(self, form: Any) -> Any:
        """Once for each form that was shown. An address that has got its letters of the day gets the same answer."""
        try:
            return once(self.request.POST, lambda: services.send_inquiry(form.instance), of="inquiry")
        except services.TooMany:
            return form.instance

    def page(self, form: Any, record: Any, status: int = 200) -> HttpResponse:
        if form.is_bound:
            form.again()
        return super().page(form, record, status)

    def cancel_url(self, record: Any) -> str:
        return ""

    def finish(self, record: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("enterprises:inquiry-received"))

    def more(self, record: Any) -> dict[str, Any]:
        return {"kept_after_end": services.KEPT_AFTER_END, "days": services.CONFIRM_WITHIN.days}


@login_not_required
def received(request: HttpRequest) -> HttpResponse:
    """The receipt: the same for everybody, whatever is known about the address."""
    return render(request, "enterprises/inquiry_received.html", {"days": services.CONFIRM_WITHIN.days})


@method_decorator([login_not_required, never_cache], name="dispatch")
class Confirm(View):
    """The link in the mail. It asks for a click on a button: what reads mails for viruses opens links, too."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            inquiry = services.find_unconfirmed(token)
        except services.Void:
            return self.void(request)
        return render(request, "enterprises/inquiry_confirm.html", {"inquiry": inquiry})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            inquiry = services.confirm_inquiry(token)
        except services.Void:
            return self.void(request)
        return render(request, "enterprises/inquiry_confirmed.html", {"inquiry": inquiry})

    @staticmethod
    def void(request: HttpRequest) -> HttpResponse:
        """One answer for wrong, used and too old: a guesser learns nothing."""
        return render(request, "enterprises/inquiry_void.html", status=404)


# --- Who helps with what ------------------------------------------------------------------------------------------------
@login_not_required
def helpers_page(request: HttpRequest) -> HttpResponse:
    """The country's helpers and those of a municipality, by kind. Those who keep them find the way to edit here."""
    access = request.access  # type: ignore[attr-defined]
    places = Municipality.objects.with_records().order_by("name")
    asked = request.GET.get("kommune")
    place = places.filter(code=asked[:4]).first() if asked is not None else access.municipality
    rows = list(Helper.objects.offered_in(place).select_related("kind", "municipality"))  # type: ignore[attr-defined]
    keeps = may(access, "enterprises.change_helper")
    context = {
        "title": "Hvem hjælper med hvad?",
        "places": places,
        "place": place,
        "groups": [
            (kind, [(row, keeps and may(access, "enterprises.change_helper", row)) for row in of_kind])
            for kind, of_kind in groupby(rows, key=lambda row: row.kind)
        ],
        "add_url": reverse("enterprises:helper-add") if keeps else "",
        "trash_url": reverse("enterprises:helpers-trash") if keeps else "",
    }
    return render(request, "enterprises/helpers.html", context)


class _OfHelper:
    """What the forms of a helper share."""

    model = Helper
    permission = "enterprises.change_helper"
    form_class = HelperForm

    def done_url(self, record: Any) -> str:
        """The page where it stands."""
        return reverse("enterprises:helpers")

    def cancel_url(self, record: Any) -> str:
        return self.done_url(record)

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": ("Hvem hjælper med hvad", reverse("enterprises:helpers"))}


class HelperAdd(_OfHelper, RecordAdd):
    """One of the municipality in focus; of the whole country for whoever keeps those."""

    template_name = "enterprises/form.html"
    service = staticmethod(helpers.add_helper)
    title = "Tilføj en, der kan hjælpe"

    def start(self) -> Helper:
        return Helper(municipality=self.request.access.municipality)


class HelperEdit(_OfHelper, RecordEdit):
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(helpers.change_helper)

    def more(self, record: Any) -> dict[str, Any]:
        url = reverse("enterprises:helper-remove", args=[record.pk])
        return super().more(record) | {"danger_text": "Slet fra listen", "danger_url": url}


class HelperRemove(_OfHelper, RecordRemove):
    template_name = "enterprises/confirm.html"
    service = staticmethod(helpers.remove_helper)


class HelperTrash(RecordTrash):
    """What was deleted of the list, for those who keep it."""

    permission = "enterprises.change_helper"
    title = "Slettede hjælpere"
    back_url_name = "enterprises:helpers"
    restore = staticmethod(helpers.restore_helper)

    def visible(self) -> Any:
        access = self.request.access
        rows: Any = Helper.with_deleted.restorable()
        kept = rows.filter(municipality=None) if access.is_system_administrator else rows.none()
        return kept | rows.filter(municipality__in=access.municipalities("coordinator"))
