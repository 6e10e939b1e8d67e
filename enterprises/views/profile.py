"""Vores side: an enterprise's page as the public will see it, and a form for each part of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.audit.sentences import removals
from socialportal.common import panels
from socialportal.common.pages import RecordAdd, RecordEdit, RecordPage, RecordRemove, RecordTrash
from socialportal.common.records import Conflict

from .. import profile
from ..forms import profile as forms
from ..models import Award, ContactPerson, Enterprise, Picture, Presence, Product
from ..models.profile import own_page
from ..services import enterprise as services
from ..services import profile_parts as parts
from ..services.presence import take_care
from ..services.profile_approval import APPROVE, may_approve
from ..services.publication import approving, shown_by, snapshot
from .doors import OfEnterprise
from .trash import Deleted

WAITS = "enterprise.waits"  # what the municipality waits for; other rooms register theirs
# What those read of an enterprise, fetched with it.
READ_BY_WAITS = ("presences__contributions", "rsv_periods")
# Where the form of a missing part is (`profile.PARTS`).
FORMS = {
    "texts": "enterprises:profile-texts",
    "words": "enterprises:profile-words",
    "product": "enterprises:product-add",
    "picture": "enterprises:picture-add",
}


class OwnFirst(RecordPage):
    """The way in from the menu: the page of one's enterprise, or the choice between several."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        access = request.access  # type: ignore[attr-defined]
        mine = list(Enterprise.objects.filter(pk__in=access.own_enterprises()).order_by("name"))
        if not mine:
            raise Http404
        if len(mine) == 1:
            return redirect("enterprises:own", mine[0].slug)
        context = {"title": "Jeres virksomheder", "enterprises": mine}
        return render(request, "enterprises/own_choice.html", context)


class OwnPage(RecordPage):
    """The page as it is now, what it lacks, what waits, and what the municipality waits for."""

    model = Enterprise
    permission = "enterprises.view_enterprise"
    template_name = "enterprises/own.html"

    def visible(self) -> QuerySet:
        rows: Any = super().visible()
        presences = Presence.objects.visible_to(self.request.access).select_related("municipality", "caretaker")
        return rows.select_related("legal_form", "publication").prefetch_related(
            Prefetch("presences", presences), "trades", "target_groups", "support", *READ_BY_WAITS
        )

    def more(self, record: Enterprise) -> dict[str, Any]:
        today, access = timezone.localdate(), self.request.access
        shown = shown_by(record)
        now = snapshot(record, shown)
        publication = getattr(record, "publication", None)
        here = [presence for presence in record.presences.all() if presence.holds_on(today)]
        waiting = publication if publication and publication.waiting_since else None
        own = record.pk in access.own_enterprises(roles.ENTERPRISE_USER)
        todo = [(part.todo, reverse(FORMS[part.form], args=[record.slug])) for part in profile.missing(now)]
        return {
            "shown": shown,
            "now": now,
            "may_change": self.may("enterprises.change_profile", record),
            "may_people": self.may("enterprises.change_people", record),
            "may_care": {p.pk for p in here if self.may("enterprises.change_presence", p)},
            "mine": own,
            "percent": profile.completeness(now),
            "todo": todo,
            "fresh": profile.freshness(record.confirmed_on, today),
            "stale": profile.is_stale(record.confirmed_on, today),
            "waiting": waiting,
            "approvers": [place.full_name for place in approving(record)] if waiting else [],
            "may_approve": bool(waiting) and self.may(APPROVE, record) and may_approve(access, record),
            "differences": profile.differences(waiting.data, now) if waiting else [],
            "waits": panels.in_order(panels.rows(WAITS, self.request, record)) if own else [],
            "here": here,
            "public_url": reverse("enterprises:public", args=[record.slug]) if any(p.listed for p in here) else "",
        }


class OfOwn(OfEnterprise):
    """Forms of the own page, and the way back to it."""

    permission = "enterprises.change_profile"
    anchor = ""

    def done_url(self, record: Any) -> str:
        """Where the part stands."""
        return f"{own_page(self.enterprise)}{self.anchor}"

    def cancel_url(self, record: Any) -> str:
        """The same."""
        return self.done_url(record)


class _EditText(OfOwn, RecordEdit):
    """A form about the enterprise itself."""

    model = Enterprise
    lookups = ("slug",)
    template_name = "enterprises/own_form.html"
    conflict_template_name = "enterprises/own_conflict.html"
    change = staticmethod(services.change_enterprise)

    def visible(self) -> QuerySet:
        mine: Any = Enterprise.objects
        return mine.visible_to(self.request.access)


class TextsEdit(_EditText):
    form_class = forms.ProfileTextsForm
    title = "Ret teksterne om {record}"
    anchor = "#tekster"


class WordsEdit(_EditText):
    form_class = forms.ProfileWordsForm
    title = "Brancher, målgrupper og støtte"
    lead = "Det er det, andre søger efter, når de leder efter en virksomhed som jeres."
    anchor = "#ord"


class Confirm(OfOwn):
    """Alt er stadig rigtigt."""

    model = Enterprise
    lookups = ("slug",)
    visible = _EditText.visible

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        sent = request.POST.get("version", "")
        try:
            services.confirm(self.request.access, record, expected_version=int(sent) if sent.isdecimal() else 0)
        except Conflict:
            messages.warning(request, "En anden har rettet siden imens. Se den igennem, før du bekræfter.")
        else:
            messages.success(request, "Tak. Siden er noteret som rigtig i dag.")
        return redirect(own_page(record))


class _Add(OfOwn, RecordAdd):
    template_name = "enterprises/own_form.html"
    service = staticmethod(parts.add_part)
    done_text = "”{record}” er tilføjet."

    def start(self) -> Any:
        return self.model(enterprise=self.enterprise)


class _Edit(OfOwn, RecordEdit):
    template_name = "enterprises/own_form.html"
    conflict_template_name = "enterprises/own_conflict.html"
    change = staticmethod(parts.change_part)
    title = "Ret ”{record}”"
    remove_url_name = ""

    def more(self, record: Any) -> dict[str, Any]:
        remove_url = reverse(self.remove_url_name, args=[self.enterprise.slug, record.pk])
        return super().more(record) | {"danger_text": f"Slet ”{record}”", "danger_url": remove_url}


class _Remove(OfOwn, RecordRemove):
    template_name = "enterprises/own_confirm.html"
    service = staticmethod(parts.remove_part)
    title = "Slet ”{record}”?"


class _OfProduct:
    model, form_class, anchor = Product, forms.ProductForm, "#varer"


class ProductAdd(_OfProduct, _Add):
    title = "Tilføj en vare eller ydelse"


class ProductEdit(_OfProduct, _Edit):
    remove_url_name = "enterprises:product-remove"


class ProductRemove(_OfProduct, _Remove):
    pass


class _OfPicture:
    model, form_class, anchor = Picture, forms.PictureForm, "#billeder"


class PictureAdd(_OfPicture, _Add):
    form_class = forms.NewPictureForm
    title = "Læg et billede op"
    lead = "Vis kun mennesker, der har sagt ja til det."
    submit_text = "Læg op"
    done_text = "Billedet er lagt op."

    def make(self, form: Any) -> Picture:
        return parts.add_picture(self.request.access, form.instance, upload=form.cleaned_data["upload"])


class PictureEdit(_OfPicture, _Edit):
    title = "Ret billedet"
    remove_url_name = "enterprises:picture-remove"

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"picture": record}


class PictureRemove(_OfPicture, _Remove):
    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"lead": "Billedet forsvinder fra den offentlige side med det samme."}


class _OfAward:
    model, form_class, anchor = Award, forms.AwardForm, "#priser"


class AwardAdd(_OfAward, _Add):
    title = "Tilføj en pris eller hæder"


class AwardEdit(_OfAward, _Edit):
    remove_url_name = "enterprises:award-remove"


class AwardRemove(_OfAward, _Remove):
    pass


class _OfContact:
    model, form_class, anchor = ContactPerson, forms.ContactForm, "#kontakt"


class ContactAdd(_OfContact, _Add):
    title = "Tilføj en kontaktperson"


class ContactEdit(_OfContact, _Edit):
    remove_url_name = "enterprises:contact-remove"


class ContactRemove(_OfContact, _Remove):
    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"lead": "Navnet forsvinder fra den offentlige side med det samme."}


class Caretaker(OfOwn, RecordEdit):
    """Whom at the municipality the enterprise calls."""

    model = Presence
    permission = "enterprises.change_presence"
    form_class = forms.CaretakerForm
    template_name = "enterprises/own_form.html"
    conflict_template_name = "enterprises/own_conflict.html"
    change = staticmethod(take_care)
    title = "Kommunens kontakt for {record}"
    lead = "Virksomheden ser navn og e-mail på sin egen side."
    anchor = "#kommunen"


class OwnTrash(OfOwn, RecordTrash):
    """What was deleted of the page within 30 days. A line's key says its kind and its number: `product-12`."""

    title = "Slettet fra siden"

    def deleted(self) -> dict[str, Any]:
        """By key."""
        kinds: list[Any] = list(parts.MOST)
        rows = [
            record for model in kinds for record in model.with_deleted.restorable().filter(enterprise=self.enterprise)
        ]
        return {f"{record._meta.model_name}-{record.pk}": record for record in rows}

    def rows(self) -> list[Deleted]:
        found = self.deleted()
        told = removals(list(found.values()))
        lines = []
        for key, record in found.items():
            by, reason = told.get((record._meta.label_lower, record.pk), ("", ""))
            name = f"{str(record._meta.verbose_name).capitalize()}: {record}"
            lines.append(Deleted(key, name, record.deleted_at, by, reason))
        return sorted(lines, key=lambda line: line.deleted_at, reverse=True)

    def find(self, key: str) -> Any:
        record = self.deleted().get(key)
        if record is None:
            raise Http404
        return record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission, self.enterprise)
        context = {"title": self.title, "rows": self.rows(), "back_url": own_page(self.enterprise)}
        context["back_text"] = self.enterprise.name
        return render(request, self.template_name, context | {"enterprise": self.enterprise})

    def restore(self, access: Any, record: Any) -> Any:  # type: ignore[override]
        return parts.restore_part(access, record)
