"""The way to registration: checklist, papers, duties, the municipality's own look, the list at a date."""

from typing import Any

from django.urls import path

from ..views import rsv, rsv_parts

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = [
    path("vejen-til-rsv/", rsv.RsvWay.as_view(), name="rsv-way"),
    path("vejen-til-rsv/krav/<slug:code>/", rsv_parts.Answer.as_view(), name="rsv-answer"),
    path("vejen-til-rsv/svar/<int:pk>/", rsv_parts.AnswerEdit.as_view(), name="rsv-answer-edit"),
    path("vejen-til-rsv/dokumenter/opret/", rsv_parts.PaperAdd.as_view(), name="rsv-paper-add"),
    path("vejen-til-rsv/dokumenter/<int:pk>/", rsv_parts.PaperFile.as_view(), name="rsv-paper"),
    path("vejen-til-rsv/dokumenter/<int:pk>/slet/", rsv_parts.PaperRemove.as_view(), name="rsv-paper-remove"),
    path("vejen-til-rsv/eftersyn/opret/", rsv_parts.CheckAdd.as_view(), name="rsv-check-add"),
    path("vejen-til-rsv/eftersyn/<int:pk>/ret/", rsv_parts.CheckEdit.as_view(), name="rsv-check-edit"),
    path("vejen-til-rsv/eftersyn/<int:pk>/slet/", rsv_parts.CheckRemove.as_view(), name="rsv-check-remove"),
    path("vejen-til-rsv/indberetning/", rsv_parts.ReportAdd.as_view(), name="rsv-report-add"),
    path("vejen-til-rsv/indberetning/<int:pk>/slet/", rsv_parts.ReportRemove.as_view(), name="rsv-report-remove"),
]
rooms: list[Any] = [path("arbejde/rsv/", rsv.RsvList.as_view(), name="rsv")]
