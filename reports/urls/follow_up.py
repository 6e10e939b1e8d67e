"""What becomes of recommendations: answers, the agenda, decisions that come back."""

from django.urls import URLPattern, path

from ..views import agenda, answers
from .places import YEAR, YEARS

AGENDA = f"{YEARS}sag/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{YEARS}anbefalinger/", answers.Recommendations.as_view(), name="recommendations"),
    path(f"{YEAR}anbefalinger/", answers.Answers.as_view(), name="answers"),
    path(f"{YEAR}anbefalinger/<int:pk>/", answers.Answer.as_view(), name="answer"),
    path(f"{YEAR}anbefalinger/tal/", answers.AdviceFigures.as_view(), name="advice-figures"),
    path(f"{YEARS}anbefaling/<int:pk>/tal/", answers.AdviceFigure.as_view(), name="advice-figure"),
    path(f"{YEARS}svar/<int:pk>/slet/", answers.AnswerRemove.as_view(), name="answer-remove"),
    path(f"{YEAR}udvalg/", agenda.Agenda.as_view(), name="agenda"),
    path(f"{YEAR}udvalg/ny/", agenda.AgendaAdd.as_view(), name="agenda-add"),
    path(AGENDA, agenda.AgendaPage.as_view(), name="agenda-item"),
    path(f"{AGENDA}ret/", agenda.AgendaEdit.as_view(), name="agenda-edit"),
    path(f"{AGENDA}slet/", agenda.AgendaRemove.as_view(), name="agenda-remove"),
    path(f"{AGENDA}word/", agenda.AgendaWord.as_view(), name="agenda-word"),
    path(f"{AGENDA}beslutning/", agenda.AgendaDecided.as_view(), name="agenda-decided"),
]
