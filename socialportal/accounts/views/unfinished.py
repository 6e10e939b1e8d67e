"""Long forms that remember what was typed: where the browser sends it, and how a form gives it back."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from socialportal.common.pages.conflicts import as_sent

from ..models import UnfinishedForm
from ..services import unfinished

USE = "ikke-gemt"


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """What a form sends while it is filled in; or that what it sent is not wanted, and then back to it."""
    access = request.access  # type: ignore[attr-defined]
    address = request.POST.get("address", "")
    if "drop" in request.POST:
        if not unfinished.is_ours(address):
            raise Http404
        unfinished.drop(access, address)
        return HttpResponseRedirect(address)
    version = request.POST.get("version", "")
    try:
        unfinished.remember(
            access,
            address=address,
            typed=request.POST.get("typed", ""),
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=422)
    return JsonResponse({"at": timezone.localtime().strftime("%H.%M")})


@dataclass(frozen=True)
class Remembered:
    """What the page of a form that is remembered says: where it is sent, and what was not saved last time."""

    url: str
    address: str
    waiting: UnfinishedForm | None = None
    is_older: bool = False
    in_use: bool = False

    @property
    def use_url(self) -> str:
        """The form with it in the fields."""
        return f"{self.address}?{USE}=brug"


class Autosaved:
    """Mixin of form pages (before `RecordEdit`) whose template includes `accounts/unfinished.html`: what is typed is remembered
    until it is saved. A newer version of somebody else's is met by the conflict page, as always.
    """

    request: Any
    typed_in_use = False

    def opened(self, record: Any) -> HttpResponse:
        """With what was not saved in the fields, when that was asked for."""
        waiting = self.waiting(record) if USE in self.request.GET else None
        if waiting is None:
            return super().opened(record)  # type: ignore[misc]
        self.typed_in_use = True
        form = self.make_form(record, QueryDict(waiting.typed))  # type: ignore[attr-defined]
        form.hush()
        return self.page(form, record)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What is saved is not unfinished any more."""
        response = super().post(request, **kwargs)  # type: ignore[misc]
        if response.status_code == 302:
            unfinished.drop(self.request.access, request.path)
        return response

    def waiting(self, record: Any) -> UnfinishedForm | None:
        """What was typed here and not saved, when it says something else than what is saved."""
        found = unfinished.typed_at(self.request.access, self.request.path)
        if found is None or not _differs(QueryDict(found.typed), self.make_form(self.stored(record))):  # type: ignore[attr-defined]
            return None
        return found

    def remembered(self, record: Any) -> Remembered:
        """For the context of the page, as `remembered`."""
        waiting = None
        if self.request.method == "GET":
            waiting = self.waiting(record)
        return Remembered(
            url=reverse("accounts:unfinished"),
            address=self.request.path,
            waiting=waiting,
            is_older=bool(waiting and waiting.version != record.version),
            in_use=self.typed_in_use,
        )


def _differs(typed: QueryDict, saved: Any) -> bool:
    """Whether what was typed is something else than what an untouched form would send."""
    for bound in [bound for form in [saved, *_lines(saved)] for bound in form if bound.name != "version"]:
        name = bound.html_name
        if name in typed or not bound.is_hidden:
            sent = [_even(value) for value in typed.getlist(name) if value]
            if sorted(sent) != sorted(_even(value) for value in as_sent(bound.field, bound.value()) if value):
                return True
    return False


def _lines(form: Any) -> list[Any]:
    return [line for lines in form.formsets for line in lines.forms]


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
