"""Removing, and bringing back."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ..forms import ReasonForm
from ..records import RESTORABLE_FOR, Conflict
from .door import Door


class RecordRemove(Door):
    """Says what will be lost, asks, and puts the record in the trash."""

    template_name = "components/confirm_page.html"
    service: Callable[..., Any]
    title = "Slet {record}?"

    def losses(self, record: Any) -> list[str]:
        """What goes with it, in words."""
        return []

    def refusal(self, record: Any) -> str:
        """Why it cannot be removed at all, and what to do instead; nothing when it can."""
        return ""

    def done_url(self, record: Any) -> str:
        """Where one goes afterwards."""
        raise NotImplementedError

    def cancel_url(self, record: Any) -> str:
        """Where ”Fortryd” leads."""
        return record.get_absolute_url()

    def more(self, record: Any) -> dict[str, Any]:
        """More context for a page of its own."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        return self.page(record, ReasonForm(initial={"version": record.version}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        form = ReasonForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                self.service(
                    self.request.access,
                    record,
                    expected_version=data["version"],
                    reason=data["reason"],  # type: ignore[attr-defined]
                )
            except ValidationError as error:
                form.add_error(None, error)
            except Conflict:
                form = ReasonForm(initial={"version": record.version})
                messages.warning(request, "En anden har ændret det imens. Se det igennem, før du sletter.")
                return self.page(record, form, status=409)
            else:
                messages.success(request, f"{record} er slettet. Det kan hentes tilbage i {RESTORABLE_FOR.days} dage.")
                return HttpResponseRedirect(self.done_url(record))
        return self.page(record, form, status=422)

    def heading(self, record: Any) -> str:
        """The page's heading: the question."""
        return self.title.format(record=record)

    def page(self, record: Any, form: ReasonForm, status: int = 200) -> HttpResponse:
        """The question."""
        context = {
            "title": self.heading(record),
            "record": record,
            "form": form,
            "losses": self.losses(record),
            "refusal": self.refusal(record),
            "can_restore_days": RESTORABLE_FOR.days,
            "submit_text": "Slet",
            "cancel_url": self.cancel_url(record),
        }
        return render(self.request, self.template_name, context | self.more(record), status=status)


class RecordTrash(Door):
    """What was deleted within 30 days, each with a button that brings it back."""

    template_name = "components/trash_page.html"
    restore: Callable[..., Any]
    title: str
    back_url_name: str

    def visible(self) -> models.QuerySet:
        """Deleted rows that one could see before; subclasses say how, since the live manager hides them."""
        raise NotImplementedError

    def rows(self) -> Iterable[Any]:
        """What the page shows, newest first: records, or more about them."""
        return self.visible().order_by("-deleted_at")

    def find(self, key: str) -> Any:
        """The record that is to come back. Raises Http404."""
        return get_object_or_404(self.visible(), pk=key if key.isdecimal() else 0)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        rows = self.rows()
        context = {"title": self.title, "rows": rows, "back_url": reverse(self.back_url_name)}
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.find(request.POST.get("pk", ""))
        self.allow(self.permission, record)
        try:
            restored = self.restore(self.request.access, record)  # type: ignore[attr-defined]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)
        messages.success(request, f"{restored} er hentet tilbage.")
        return HttpResponseRedirect(restored.get_absolute_url())
