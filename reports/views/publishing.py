"""The year's last room: what is missing, the button, how far the worker is, the versions, and what a new count differs in."""

from functools import cached_property
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish

from .. import exports, indicators, queries
from ..document.frozen import PAGE
from ..editions import Edition, printed
from ..figures import Basis, BasisError
from ..models import PublishedFile, PublishedReport
from ..services import publishing, versions
from ..services.publishing import PUBLISH
from ..services.ready import blockers
from .doors import OfYear
from .published import version_address
from .serving import served
from .year_rooms import rooms

_State = PublishedReport.State
_SHAPES = {
    _State.WAITING: "half",
    _State.MAKING: "half",
    _State.FAILED: "over",
    _State.PUBLISHED: "ok",
    _State.WITHDRAWN: "plain",
}
_EVERY = 3  # seconds between looks while one waits


class Publishing(OfYear):
    """Everything about the year's publication."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        found = list(versions.versions_of(report))
        making = next((v for v in found if v.state in (_State.WAITING, _State.MAKING)), None)
        missing = [] if making else blockers(report)
        failed = next((v for v in found if v.state == _State.FAILED), None)
        shown = [v for v in found if v.state in PublishedReport.REACHABLE]
        current = next((v for v in shown if v.state == _State.PUBLISHED), None)
        files: dict[int, list[PublishedFile]] = {}
        for file in PublishedFile.objects.filter(publication__in=shown).defer("content").exclude(name=PAGE):
            files.setdefault(file.publication_id, []).append(file)  # type: ignore[attr-defined]
        context = {
            "title": f"Offentliggør årsrapporten {report.year}",
            "lead": _lead(making, current, missing),
            "report": report,
            "rooms": rooms(report.year, "reports:publish"),
            "making": making,
            "missing": missing,
            "failed": failed,
            "versions": [self.line(v, files.get(v.pk, []), current) for v in shown],
            "current": current,
            "may_publish": self.may(PUBLISH, report),
            "next_number": publishing.next_number(report),
            "public_url": version_address(current) if current else "",
        }
        response = render(request, "reports/publish.html", context)
        if making:
            response["Refresh"] = str(_EVERY)
        return response

    def line(
        self, version: PublishedReport, files: list[PublishedFile], current: PublishedReport | None
    ) -> dict[str, Any]:
        """A version as the page shows it."""
        where = version_address(version)
        internal = [
            (file, reverse("reports:publish-file", args=[version.year, version.number, file.name]))
            for file in files
            if file.edition == str(Edition.INTERNAL)
        ]
        public = [
            (file, reverse("reports:published-file", args=[*version_args(version), file.name]))
            for file in files
            if file.edition == str(Edition.PUBLIC)
        ]
        return {
            "version": version,
            "shape": _SHAPES[_State(version.state)],
            "state": "Erstattet af en nyere" if self.is_old(version, current) else version.get_state_display(),
            "url": where,
            "public": public if version.state == _State.PUBLISHED else [],
            "internal": internal,
            "can_send": current is not None and version.pk == current.pk and self.may(PUBLISH, version),
            "can_withdraw": version.state == _State.PUBLISHED and self.may(PUBLISH, version),
        }

    def is_old(self, version: PublishedReport, current: PublishedReport | None) -> bool:
        """Whether a newer one holds."""
        return version.state == _State.PUBLISHED and current is not None and version.pk != current.pk


def version_args(version: PublishedReport) -> list[Any]:
    """The parts of a version's public address."""
    return [versions.place_slug(version.municipality), version.year, version.number]


def _lead(making: PublishedReport | None, current: PublishedReport | None, missing: list[str]) -> str:
    if making:
        return "Rapporten er ved at blive lavet. Du kan godt gå et andet sted hen imens."
    if current:
        when = danish.date(timezone.localdate(current.published_at)) if current.published_at else ""
        return f"{current.number}. udgave er offentliggjort {when}. Den ændrer sig ikke, selv om oplysningerne i portalen gør."
    if missing:
        return f"Der mangler {danish.count(len(missing), 'ting', 'ting')}, før rapporten kan offentliggøres."
    return "Rapporten er klar til at blive offentliggjort."


class AskForm(forms.Form):
    """Why a report is corrected."""

    reason = forms.CharField(
        label="Hvorfor rettes rapporten?",
        max_length=1000,
        help_text="Står på den nye udgave, så alle kan læse det.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishAsk(OfYear):
    """Asks once more before everybody can read it."""

    permission = PUBLISH

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.page(AskForm())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        form = AskForm(request.POST)
        if self.number == 1 or form.is_valid():
            reason = form.cleaned_data["reason"] if self.number > 1 else ""
            try:
                publishing.request_publication(request.access, report, reason=reason)  # type: ignore[attr-defined]
            except ValidationError as error:
                for name, wrong in _by_field(error).items():
                    form.add_error(name if self.number > 1 and name in form.fields else None, wrong)
            else:
                messages.success(request, "Rapporten bliver lavet nu. Du får besked, når den er offentliggjort.")
                return HttpResponseRedirect(reverse("reports:publish", args=[year]))
        return self.page(form, status=422)

    @cached_property
    def number(self) -> int:
        """Of the version it becomes."""
        return publishing.next_number(self.report)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """The question."""
        report = self.report
        if self.number == 1 and not form.is_bound:
            form = forms.Form()
        elif self.number == 1:
            form.fields.pop("reason", None)
            form.errors.pop("reason", None)
        again = self.number > 1
        title = f"Offentliggør {self.number}. udgave?" if again else f"Offentliggør årsrapporten {report.year}?"
        context = {
            "title": title,
            "report": report,
            "form": form,
            "missing": [] if form.is_bound else blockers(report),
            "is_correction": again,
            "cancel_url": reverse("reports:publish", args=[report.year]),
        }
        return render(self.request, "reports/publish_ask.html", context, status=status)


def _by_field(error: ValidationError) -> dict[str | None, list[str]]:
    if hasattr(error, "error_dict"):
        return {name if name != "__all__" else None: texts for name, texts in error.message_dict.items()}
    return {None: error.messages}


class _OfVersion(OfYear):
    """Pages of one of the report's versions."""

    @cached_property
    def version(self) -> PublishedReport:
        """The version of the address. Raises Http404."""
        return get_object_or_404(
            versions.versions_of(self.report), number=self.kwargs["number"], state__in=PublishedReport.REACHABLE
        )


class WithdrawForm(forms.Form):
    """Why a version is withdrawn."""

    reason = forms.CharField(
        label="Hvorfor trækkes den tilbage?",
        max_length=1000,
        help_text="Står på rapportens side, så alle kan læse det.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Withdraw(_OfVersion):
    """Takes a version back."""

    permission = PUBLISH

    def get(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        return self.page(WithdrawForm())

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        version = self.version
        if form.is_valid():
            try:
                publishing.withdraw(request.access, version, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
            except ValidationError as error:
                form.add_error(None if not hasattr(error, "error_dict") else "reason", error.messages)
            else:
                messages.success(
                    request, f"{version.number}. udgave er trukket tilbage. Dens side siger det, og hvorfor."
                )
                return HttpResponseRedirect(reverse("reports:publish", args=[year]))
        return self.page(form, status=422)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """The question."""
        context = {
            "title": f"Træk {self.version.number}. udgave tilbage?",
            "lead": "Siden bliver ved med at findes, men viser kun, at udgaven er trukket tilbage, og hvorfor. "
            "Filerne kan ikke hentes mere. Det kan ikke fortrydes, men du kan offentliggøre en ny udgave.",
            "form": form,
            "submit_text": "Træk tilbage",
            "cancel_url": reverse("reports:publish", args=[self.report.year]),
        }
        return render(self.request, "components/form_page.html", context, status=status)


class Send(_OfVersion):
    """Sends it to the politicians."""

    permission = PUBLISH
    http_method_names = ["post"]

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        version = self.version
        try:
            told = publishing.send_to_politicians(request.access, version)  # type: ignore[attr-defined]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Sendt til {danish.count(told, 'politiker', 'politikere')}.")
        return HttpResponseRedirect(reverse("reports:publish", args=[year]))


class InternalFile(_OfVersion):
    """A file of the internal edition, for those who may read the draft."""

    def get(self, request: HttpRequest, year: int, number: int, name: str) -> HttpResponse:
        found = PublishedFile.objects.filter(publication=self.version, edition=str(Edition.INTERNAL), name=name)
        return served(request, self.version, get_object_or_404(found), public=False)


class Recount(OfYear):
    """Tæl igen i dag: what a count differs in from what was published, and what was done since."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        version = versions.versions_of(report).filter(state=_State.PUBLISHED).first()
        if version is None:
            raise Http404
        found, trouble = [], ""
        try:
            basis = Basis.of(report.municipality, report.year, version.as_of)
            now = exports.figures_json(printed(indicators.count(basis), Edition.INTERNAL), queries.texts(basis))
            found = versions.differences(versions.frozen_figures(version), now)
        except BasisError as error:
            trouble = str(error)
        context = {
            "title": "Tæl igen i dag",
            "lead": _recounted(version, len(found)) if not trouble else "",
            "report": report,
            "rooms": rooms(report.year, "reports:publish"),
            "version": version,
            "trouble": trouble,
            "differences": found,
            "since": _done_since(version),
            "as_of": version.as_of,
        }
        return render(request, "reports/publish_recount.html", context)


def _recounted(version: PublishedReport, different: int) -> str:
    day = danish.date(version.as_of)
    if not different:
        return f"En ny tælling pr. {day} giver de samme tal som {version.number}. udgave."
    words = danish.count(different, "tal er anderledes", "tal er anderledes")
    told = f"{danish.capital(words)} i en ny tælling pr. {day} end i {version.number}. udgave."
    return f"{told} Den offentliggjorde er ikke ændret."


_VERBS = {"added": "oprettet", "removed": "slettet", "restored": "hentet tilbage", "ended": "afsluttet"}


def _done_since(version: PublishedReport) -> list[tuple[str, str]]:
    """(kind of record, `3 oprettet, 1 slettet`)."""
    kinds: dict[str, dict[str, int]] = {}
    for model, verb, times in versions.changed_since(version):
        try:
            name = danish.capital(str(apps.get_model(model)._meta.verbose_name_plural))
        except LookupError:
            name = model
        word = _VERBS.get(verb, "ændret")
        counts = kinds.setdefault(name, {})
        counts[word] = counts.get(word, 0) + times
    return [
        (name, ", ".join(f"{danish.number(times)} {word}" for word, times in counts.items()))
        for name, counts in sorted(kinds.items())
    ]
