"""The public directory's columns, on the screen and in a file alike."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import Enterprise
from ..queries import made_public


class DirectoryTable(tables.Table):
    """Rows are enterprises as `queries.in_directory` reads them."""

    name = tables.Column("Navn", linkify=("enterprises:public", {"slug": tables.A("slug")}))
    what = tables.Column("Hvad de gør, og hvor", accessor="pk", orderable=False, empty_values=())
    places = tables.Column("Kommune", orderable=False, empty_values=())
    standing = tables.Column("Status", order_by=("rsv_now", "kind_now"))

    class Meta:
        model = Enterprise
        fields: tuple[str, ...] = ()
        sequence = ("name", "what", "places", "standing")
        order_by = "name"
        attrs = {"class": "table stack unlabelled"}

    def render_what(self, record: Enterprise) -> str | SafeString:
        said = made_public(record)
        if not said["locality"]:
            return str(said["summary"])
        return format_html('{} <span class="mute">{}</span>', said["summary"], said["locality"])

    def value_what(self, record: Enterprise) -> str:
        said = made_public(record)
        return ". ".join(part for part in (said["summary"].rstrip("."), said["locality"]) if part)

    def render_places(self, record: Enterprise) -> str:
        return danish.listing(sorted({p.municipality.name for p in record.shown_in}))  # type: ignore[attr-defined]

    def render_standing(self, value: Any) -> SafeString:
        return status(value.shape, value.text)

    def value_standing(self, value: Any) -> str:
        return str(value.text)
