"""Fund mailings and applications."""

from typing import Any

from django.urls import path

from ..views import applications, funding

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("arbejde/puljemails/", funding.FundMailingList.as_view(), name="fund-mailings"),
    path("arbejde/puljemails/opret/", funding.FundMailingAdd.as_view(), name="fund-mailing-add"),
    path("arbejde/puljemails/noter/", funding.FundMailingNote.as_view(), name="fund-mailing-note"),
    path("arbejde/puljemails/<int:pk>/", funding.FundMailingPage.as_view(), name="fund-mailing"),
    path("arbejde/puljemails/<int:pk>/ret/", funding.FundMailingEdit.as_view(), name="fund-mailing-edit"),
    path("arbejde/puljemails/<int:pk>/send/", funding.FundMailingSend.as_view(), name="fund-mailing-send"),
    path("arbejde/puljemails/<int:pk>/slet/", funding.FundMailingRemove.as_view(), name="fund-mailing-remove"),
    path("arbejde/ansoegninger/", applications.ApplicationList.as_view(), name="applications"),
    path("arbejde/ansoegninger/opret/", applications.ApplicationAdd.as_view(), name="application-add"),
    path("arbejde/ansoegninger/<int:pk>/", applications.ApplicationPage.as_view(), name="application"),
    path("arbejde/ansoegninger/<int:pk>/ret/", applications.ApplicationEdit.as_view(), name="application-edit"),
    path("arbejde/ansoegninger/<int:pk>/svar/", applications.ApplicationAnswer.as_view(), name="application-answer"),
    path("arbejde/ansoegninger/<int:pk>/bevilget/", applications.ApplicationGrant.as_view(), name="application-grant"),
    path("arbejde/ansoegninger/<int:pk>/slet/", applications.ApplicationRemove.as_view(), name="application-remove"),
]
