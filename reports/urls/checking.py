"""Faktatjek hos virksomhederne, and the chief's approval."""

from django.urls import URLPattern, path

from ..views import approval, fact_check, fact_check_own
from .places import YEAR

_CHECK, _APPROVAL = f"{YEAR}faktatjek/", f"{YEAR}godkendelse/"
_ONE, _REPLY = f"{_CHECK}virksomhed/<slug:slug>/", f"{_CHECK}svar/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # Faktatjek
    path(_CHECK, fact_check.FactCheckPage.as_view(), name="fact-check"),
    path(f"{_CHECK}aabn/", fact_check.FactCheckOpen.as_view(), name="fact-check-open"),
    path(f"{_CHECK}ret/", fact_check.FactCheckEdit.as_view(), name="fact-check-edit"),
    path(f"{_CHECK}luk/", fact_check.FactCheckClose.as_view(), name="fact-check-close"),
    path(f"{_CHECK}aabn-igen/", fact_check.FactCheckReopen.as_view(), name="fact-check-reopen"),
    path(f"{_CHECK}mind/", fact_check.FactCheckRemind.as_view(), name="fact-check-remind"),
    path(_ONE, fact_check.FactCheckPrint.as_view(), name="fact-check-print"),
    path(f"{_ONE}svar/", fact_check.FactCheckNote.as_view(), name="fact-check-note"),
    path(_REPLY, fact_check.FactCheckHandle.as_view(), name="fact-check-handle"),
    path(f"{_REPLY}fortryd/", fact_check.FactCheckUnhandle.as_view(), name="fact-check-unhandle"),
    path(
        "arbejde/virksomheder/<slug:slug>/faktatjek/<int:year>/",
        fact_check_own.FactCheckOwn.as_view(),
        name="fact-check-own",
    ),
    # Godkendelse
    path(_APPROVAL, approval.ApprovalPage.as_view(), name="approval"),
    path(f"{_APPROVAL}send/", approval.Ask.as_view(), name="approval-ask"),
    path(f"{_APPROVAL}tag-tilbage/", approval.TakeBack.as_view(), name="approval-take-back"),
    path(f"{_APPROVAL}godkend/", approval.Approve.as_view(), name="approval-approve"),
    path(f"{_APPROVAL}send-tilbage/", approval.SendBack.as_view(), name="approval-send-back"),
]
