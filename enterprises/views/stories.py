"""Positive historier of the year, with their pictures."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import Door, RecordList, RecordPage
from socialportal.common.records import Conflict

from ..filters import StoryFilter
from ..forms.story import StoryForm
from ..models import Story
from ..services import municipal
from ..services import story as services
from ..tables import StoryTable
from .doors import events_for
from .here import HereAdd, HereEdit, HereRemove, OfHere


class StoryList(RecordList):
    """What the report tells in its chapter 5."""

    model = Story
    permission = "enterprises.view_story"
    template_name = "enterprises/stories.html"
    filter_class = StoryFilter
    table_class = StoryTable
    title = "Positive historier"
    counted = ("historie", "historier")
    empty_text = "Her kommer de historier, som årsrapporten fortæller."
    create_url_name = "enterprises:story-add"
    create_text = "Skriv en historie"
    create_permission = "enterprises.change_story"
    trash_url_name = "enterprises:trash"

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "stories"}


class StoryPage(RecordPage):
    """One story."""

    model = Story
    permission = "enterprises.view_story"
    template_name = "enterprises/story.html"

    def visible(self) -> QuerySet:
        return super().visible().select_related("contribution__presence__enterprise")

    def facts(self, record: Story) -> Iterable[tuple[str, Any]]:
        yield "År", str(record.year)
        yield "Dato", danish.date(record.happened_on)
        yield "Længde", danish.count(len(record.text.split()), "ord", "ord")
        if record.consent_on:
            yield "Samtykke", danish.date(record.consent_on)
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: Story) -> Iterable[tuple[str, str]]:
        yield "Fortælling", record.text

    def actions(self, record: Story) -> Iterable[tuple[str, str]]:
        if self.may("enterprises.change_story", record):
            yield "Ret historien", reverse("enterprises:story-edit", args=[record.pk])
            yield "Slet", reverse("enterprises:story-remove", args=[record.pk])

    def events(self, record: Story) -> Iterable[Any]:
        return events_for(self.request.access, record)


class _OfStory(OfHere):
    model = Story
    permission = "enterprises.change_story"
    back_text, back = "Positive historier", "enterprises:stories"


class StoryAdd(_OfStory, HereAdd):
    """A new one."""

    form_class = StoryForm
    title = "Skriv en historie"

    def initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year}

    def make(self, form: Any) -> Story:
        return services.write_story(self.request.access, form.instance, upload=form.cleaned_data.get("upload"))


class StoryEdit(_OfStory, HereEdit):
    """Rettelse, of the picture too."""

    form_class = StoryForm

    def save(self, form: Any) -> Story:
        return services.change_story(
            self.request.access,
            form.instance,
            expected_version=form.expected_version,
            upload=form.cleaned_data.get("upload"),
            without_picture=form.cleaned_data.get("without_picture", False),
        )

    def conflict(self, form: Any, conflict: Conflict) -> Any:
        """A file cannot be carried over to a page of choices: then all that was typed stands in the form, which asks for it
        once more.
        """
        if not form.cleaned_data.get("upload"):
            return super().conflict(form, conflict)
        data = form.data.copy()
        data["version"] = str(conflict.current.version)  # type: ignore[attr-defined]
        again = self.make_form(conflict.current, data)  # type: ignore[arg-type]
        by = f"{conflict.by} har" if conflict.by else "En anden har"
        self.lead = f"{by} gemt historien imens. Det, du skrev, står her. Vælg billedet igen, og gem, hvis det gælder."
        again.hush()
        return self.page(again, conflict.current, status=409)


class StoryRemove(_OfStory, HereRemove):
    """Into the trash."""

    service = staticmethod(municipal.remove)


class StoryPicture(Door):
    """The picture as the portal made it, to those who may read the story. No public page shows it."""

    model = Story
    permission = "enterprises.view_story"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        record = get_object_or_404(self.visible(), pk=kwargs["pk"])
        self.allow(self.permission, record)
        if not record.picture:
            raise Http404
        try:
            content = record.picture.open("rb")
        except FileNotFoundError:
            raise Http404("filen er der ikke") from None
        response = FileResponse(content, content_type="image/jpeg")
        response["Content-Disposition"] = f'inline; filename="historie-{record.pk}.jpg"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
