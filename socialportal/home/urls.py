"""Front page, what anybody may read, health, and what belongs to no app."""

from django.urls import path

from .views import calendar, deadlines, front, health, pages

app_name = "home"
urlpatterns = [
    path("", front.front, name="front"),
    path("frister/", deadlines.deadlines, name="deadlines"),
    path("kalender/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("overblik/", front.municipality_overview, name="overview"),
    path("tilgaengelighed/", pages.accessibility, name="accessibility"),
    path("privatliv/", pages.privacy, name="privacy"),
    path("hjaelp/", pages.help_page, name="help"),
    path("farve/<str:code>.css", pages.accent, name="accent"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
