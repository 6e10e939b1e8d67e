"""Én indgang: the public form, inquiries, advice, who helps with what."""

from typing import Any

from django.urls import path

from ..views import advice, entry, inquiry

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("start-virksomhed/", entry.Start.as_view(), name="inquiry-start"),
    path("start-virksomhed/tak/", entry.received, name="inquiry-received"),
    path("start-virksomhed/bekraeft/<str:token>/", entry.Confirm.as_view(), name="inquiry-confirm"),
    path("hjaelp-til-virksomheder/", entry.helpers_page, name="helpers"),
    path("arbejde/hjaelpere/opret/", entry.HelperAdd.as_view(), name="helper-add"),
    path("arbejde/hjaelpere/slettet/", entry.HelperTrash.as_view(), name="helpers-trash"),
    path("arbejde/hjaelpere/<int:pk>/ret/", entry.HelperEdit.as_view(), name="helper-edit"),
    path("arbejde/hjaelpere/<int:pk>/slet/", entry.HelperRemove.as_view(), name="helper-remove"),
    path("arbejde/henvendelser/", inquiry.InquiryList.as_view(), name="inquiries"),
    path("arbejde/henvendelser/opret/", inquiry.InquiryAdd.as_view(), name="inquiry-add"),
    path("arbejde/henvendelser/<int:pk>/", inquiry.InquiryPage.as_view(), name="inquiry"),
    path("arbejde/henvendelser/<int:pk>/ret/", inquiry.InquiryEdit.as_view(), name="inquiry-edit"),
    path("arbejde/henvendelser/<int:pk>/slet/", inquiry.InquiryRemove.as_view(), name="inquiry-remove"),
    path("arbejde/henvendelser/<int:pk>/skridt/", inquiry.StepAdd.as_view(), name="inquiry-step-add"),
    path("arbejde/henvendelser/<int:pk>/blev-til/", inquiry.InquiryBecame.as_view(), name="inquiry-became"),
    path("arbejde/henvendelser/<int:pk>/opret-virksomhed/", inquiry.InquiryRegister.as_view(), name="inquiry-register"),
    path("arbejde/henvendelser/skridt/<int:pk>/ret/", inquiry.StepEdit.as_view(), name="inquiry-step-edit"),
    path("arbejde/henvendelser/skridt/<int:pk>/slet/", inquiry.StepRemove.as_view(), name="inquiry-step-remove"),
    path("arbejde/vejledning/", advice.AdviceList.as_view(), name="advice"),
    path("arbejde/vejledning/maaneder.csv", advice.AdviceMonths.as_view(), name="advice-months"),
    path("arbejde/vejledning/opret/", advice.AdviceAdd.as_view(), name="advice-add"),
    path("arbejde/vejledning/<int:pk>/ret/", advice.AdviceEdit.as_view(), name="advice-edit"),
    path("arbejde/vejledning/<int:pk>/slet/", advice.AdviceRemove.as_view(), name="advice-remove"),
]
