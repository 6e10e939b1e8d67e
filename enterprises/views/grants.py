"""Puljer og fondsmidler."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove

from ..filters import GrantFilter
from ..forms.year import GrantForm
from ..models import Grant
from ..services import grants as services
from ..tables import GrantTable
from .doors import events_for
from .funding import siblings


class GrantList(RecordList):
    model = Grant
    permission = "enterprises.list_enterprises"
    template_name = "enterprises/grants.html"
    filter_class = GrantFilter
    table_class = GrantTable
    title = "Puljer og fondsmidler"
    counted = ("bevilling", "bevillinger")
    empty_text = "Her kommer de midler, virksomhederne har fået fra puljer, fonde og andre givere."
    create_url_name = "enterprises:grant-add"
    create_text = "Tilføj midler"
    create_permission = "enterprises.change_grant"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        return super().rows().select_related("presence__enterprise").prefetch_related("donors")

    def page(self, request: Any, table: Any, filtering: Any) -> dict[str, Any]:
        """With what they sum to, of all that was found."""
        years = list(filtering.qs.by_year()) if filtering.is_valid() else []
        context = super().page(request, table, filtering)
        if total := sum(row["total"] for row in years):
            context["count_text"] += f", i alt {danish.kroner(total, approximate=any(row['rough'] for row in years))}"
        return context | siblings(request.access, "grants") | {"years": years}


class GrantPage(RecordPage):
    model = Grant
    permission = "enterprises.view_grant"
    template_name = "enterprises/grant.html"

    def visible(self) -> QuerySet:
        rows = super().visible().select_related("presence__enterprise", "presence__municipality")
        return rows.prefetch_related("donors")

    def heading(self, record: Grant) -> str:
        return record.purpose

    def lead(self, record: Grant) -> str:
        amount = danish.kroner(record.amount, approximate=record.approximate)
        return f"{record.presence.enterprise} fik {amount} i {record.year}."

    def facts(self, record: Grant) -> Iterable[tuple[str, Any]]:
        yield "Beløb", danish.kroner(record.amount, approximate=record.approximate)
        yield "År", str(record.year)
        yield "Modtaget", danish.date(record.received_on)
        if record.period_to:
            yield "Dækker til", danish.date(record.period_to)
        if record.includes_municipal:
            yield "Forbehold", "Indeholder kommunens egne tilskud eller gaver"
        if record.note:
            yield "Bemærkning", record.note
        if record.source_note and self.may("enterprises.view_internal", record):
            yield "Kilde og forbehold", record.source_note

    def actions(self, record: Grant) -> Iterable[tuple[str, str]]:
        if self.may("enterprises.change_grant", record):
            yield "Ret", reverse("enterprises:grant-edit", args=[record.pk])
            yield "Slet", reverse("enterprises:grant-remove", args=[record.pk])

    def events(self, record: Grant) -> Iterable[Any]:
        return events_for(self.request.access, record)  # type: ignore[attr-defined]

    def more(self, record: Grant) -> dict[str, Any]:
        donors = list(record.donors.all())
        return {"enterprise": record.presence.enterprise, "crumb": crumb(), "donors": donors}


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Puljer og fondsmidler", reverse("enterprises:grants")


class _GrantForms:
    """What adding and editing share: the donors go to the service with the grant."""

    form_class = GrantForm
    template_name = "enterprises/grant_form.html"

    def cancel_url(self, record: Any) -> str:
        return record.get_absolute_url() if record.pk else reverse("enterprises:grants")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb()}


class GrantAdd(_GrantForms, RecordAdd):
    model = Grant
    permission = "enterprises.change_grant"
    title = "Tilføj puljer eller fondsmidler"
    done_text = "Midlerne er gemt."

    def start(self) -> Grant:
        return Grant(year=timezone.localdate().year)

    def make(self, form: Any) -> Grant:
        return services.add_grant(self.request.access, form.instance, donors=form.donors.wanted())  # type: ignore[attr-defined]


class GrantEdit(_GrantForms, RecordEdit):
    model = Grant
    permission = "enterprises.change_grant"
    title = "Ret {record}"

    def save(self, form: Any) -> Grant:
        return services.change_grant(
            self.request.access,  # type: ignore[attr-defined]
            form.instance,
            expected_version=form.expected_version,
            donors=form.donors.wanted(),
        )


class GrantRemove(RecordRemove):
    template_name = "enterprises/confirm.html"
    model = Grant
    permission = "enterprises.change_grant"
    service = staticmethod(services.remove_grant)

    def losses(self, record: Grant) -> list[str]:
        donors = record.donors.count()
        lost = [danish.kroner(record.amount, approximate=record.approximate)]
        return lost + ([danish.count(donors, "giver", "givere")] if donors else [])

    def more(self, record: Grant) -> dict[str, Any]:
        return {"crumb": crumb()}

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:grants")
