"""Evidence: what stands behind a figure, years beside each other, what is known from paper, accepted findings."""

from django.urls import URLPattern, path

from ..views import evidence, findings, historic
from .places import YEAR, YEARS

HISTORIC = f"{YEARS}historiske-tal/"
FINDINGS = f"{YEAR}opmaerksomhedspunkter/"
ACCEPTED = f"{YEARS}accept/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # Figures
    path(f"{YEAR}tal/", evidence.Figures.as_view(), name="figures"),
    path(f"{YEAR}tal/<str:name>/", evidence.FigurePage.as_view(), name="figure"),
    # Known from paper
    path(HISTORIC, historic.HistoricFigures.as_view(), name="historic-figures"),
    path(f"{HISTORIC}nyt/", historic.HistoricAdd.as_view(), name="historic-figure-add"),
    path(f"{HISTORIC}<int:pk>/", historic.HistoricEdit.as_view(), name="historic-figure"),
    path(f"{HISTORIC}<int:pk>/slet/", historic.HistoricRemove.as_view(), name="historic-figure-remove"),
    # What asks for attention
    path(FINDINGS, findings.Findings.as_view(), name="findings"),
    path(f"{FINDINGS}<slug:name>/accepter/", findings.Accept.as_view(), name="finding-accept"),
    path(ACCEPTED, findings.AcceptedEdit.as_view(), name="finding-accepted"),
    path(f"{ACCEPTED}tilbage/", findings.TakeBack.as_view(), name="finding-take-back"),
]
