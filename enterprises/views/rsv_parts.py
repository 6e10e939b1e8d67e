"""What belongs to one enterprise's way to registration: answers, papers, own looks, notes of yearly reports."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from socialportal.common.documents import as_download
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from ..forms.rsv import AnswerForm, CheckForm, PaperForm, ReportForm
from ..models import CriterionAnswer, EnterpriseDocument, RsvCheck, RsvCriterion, RsvDuty, RsvReport
from ..services import criteria, enterprise_documents, rsv_check, rsv_duties
from .doors import OfEnterprise


class _OfWay(OfEnterprise):
    """Forms below the way to registration, which they lead back to."""

    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    part = ""

    def done_url(self, record: Any) -> str:
        return f"{reverse('enterprises:rsv-way', args=[self.enterprise.slug])}{self.part}"

    def cancel_url(self, record: Any) -> str:
        return self.done_url(record)

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        way = reverse("enterprises:rsv-way", args=[self.enterprise.slug])
        return {"crumb": (f"Vejen til RSV for {self.enterprise}", way), "enterprise": self.enterprise, "way_url": way}


class Answer(_OfWay, RecordAdd):
    """The first answer to a criterion; where there is one already, its own form."""

    model = CriterionAnswer
    permission = "enterprises.change_checklist"
    form_class = AnswerForm
    template_name = "enterprises/rsv_answer.html"
    service = staticmethod(criteria.answer)
    title = "{record.criterion}: hvor langt er I?"
    done_text = "Svaret er gemt."
    part = "#krav"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        there = CriterionAnswer.objects.filter(enterprise=self.enterprise, criterion=self.criterion).first()
        if there:
            return redirect("enterprises:rsv-answer-edit", self.enterprise.slug, there.pk)
        return super().get(request, **kwargs)

    @property
    def criterion(self) -> RsvCriterion:
        """The one of the address, as the law words it today."""
        rows = RsvCriterion.objects.active_on(timezone.localdate())
        return get_object_or_404(rows, code=self.kwargs["code"])

    def start(self) -> CriterionAnswer:
        return CriterionAnswer(enterprise=self.enterprise, criterion=self.criterion)

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"criterion": record.criterion}


class AnswerEdit(_OfWay, RecordEdit):
    model = CriterionAnswer
    permission = "enterprises.change_checklist"
    form_class = AnswerForm
    template_name = "enterprises/rsv_answer.html"
    change = staticmethod(criteria.change_answer)
    title = "{record.criterion}: hvor langt er I?"
    part = "#krav"

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"criterion": record.criterion}


class PaperAdd(_OfWay, RecordAdd):
    """A paper, likely one that shows the criterion of `?krav=`."""

    model = EnterpriseDocument
    permission = "enterprises.change_checklist"
    form_class = PaperForm
    title = "Læg et dokument op"
    lead = "Kun virksomheden og kommunens medarbejdere kan se det."
    submit_text = "Læg op"
    done_text = "{record} er lagt op."
    part = "#krav"

    def start(self) -> EnterpriseDocument:
        asked = RsvCriterion.objects.active_on(timezone.localdate()).filter(code=self.request.GET.get("krav", ""))
        return EnterpriseDocument(enterprise=self.enterprise, criterion=asked.first())

    def make(self, form: Any) -> EnterpriseDocument:
        return enterprise_documents.add_document(self.request.access, form.instance, upload=form.cleaned_data["upload"])


class PaperRemove(_OfWay, RecordRemove):
    model = EnterpriseDocument
    permission = "enterprises.change_checklist"
    template_name = "enterprises/confirm.html"
    service = staticmethod(enterprise_documents.remove_document)
    part = "#krav"


class PaperFile(OfEnterprise):
    """The file itself, to those who may see the checklist."""

    model = EnterpriseDocument
    permission = "enterprises.view_rsv"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return as_download(self.the_record())


class CheckAdd(_OfWay, RecordAdd):
    """The municipality has looked for itself."""

    model = RsvCheck
    permission = "enterprises.check_rsv"
    form_class = CheckForm
    service = staticmethod(rsv_check.note_check)
    title = "Notér et eftersyn af {enterprise}"
    lead = "Registret er ikke altid ført ajour. Derfor står jeres eget eftersyn ved siden af."
    done_text = "Eftersynet er noteret."
    part = "#eftersyn"

    def start(self) -> RsvCheck:
        """The look of the municipality in focus, or of the one where the enterprise is and one may look."""
        there = self.enterprise.presences.select_related("municipality")
        mine = [one.municipality for one in there if self.may(self.permission, one)]
        if not mine:
            raise PermissionDenied
        here = min(mine, key=lambda one: one.pk != self.request.access.municipality_id)
        return RsvCheck(enterprise=self.enterprise, municipality=here, checked_on=timezone.localdate())


class CheckEdit(_OfWay, RecordEdit):
    model = RsvCheck
    permission = "enterprises.check_rsv"
    form_class = CheckForm
    change = staticmethod(rsv_check.correct_check)
    title = "Ret eftersynet"
    part = "#eftersyn"

    def more(self, record: Any) -> dict[str, Any]:
        url = reverse("enterprises:rsv-check-remove", args=[self.enterprise.slug, record.pk])
        return super().more(record) | {"danger_text": "Slet eftersynet", "danger_url": url}


class CheckRemove(_OfWay, RecordRemove):
    model = RsvCheck
    permission = "enterprises.check_rsv"
    template_name = "enterprises/confirm.html"
    service = staticmethod(rsv_check.remove_check)
    title = "Slet eftersynet?"
    part = "#eftersyn"


class ReportAdd(_OfWay, RecordAdd):
    """Indberettet den …: for a year that is asked for and not noted yet."""

    model = RsvReport
    permission = "enterprises.change_checklist"
    form_class = ReportForm
    service = staticmethod(rsv_duties.note_report)
    title = "Notér, at der er indberettet for {enterprise}"
    lead = "Selve indberetningen sendes på virk.dk. Her noterer I kun, at den er sendt."
    submit_text = "Notér"
    done_text = "Indberetningen er noteret."
    part = "#pligter"

    @cached_property
    def asked(self) -> list[Any]:
        """The years that are open, the one due first on top."""
        found = rsv_duties.reports_asked(self.enterprise, timezone.localdate(), list(RsvDuty.objects.all()))
        return sorted((one for one in found if one.is_open), key=lambda one: one.year)

    def start(self) -> RsvReport:
        report = RsvReport(enterprise=self.enterprise, sent_on=timezone.localdate())
        if self.asked:
            report.year = self.asked[0].year
        return report

    def form_options(self) -> dict[str, Any]:
        return {"asked": self.asked}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """With nothing to report there is nothing to fill in."""
        self.allow(self.permission, self.enterprise)
        return super().get(request, **kwargs) if self.asked else redirect(self.done_url(None))


class ReportRemove(_OfWay, RecordRemove):
    model = RsvReport
    permission = "enterprises.change_checklist"
    template_name = "enterprises/confirm.html"
    service = staticmethod(rsv_duties.remove_report)
    title = "Slet notatet om indberetningen for {record.year}?"
    part = "#pligter"
