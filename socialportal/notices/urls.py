"""`/konto/beskeder/…` and `/konto/kalender/…`: what one is told."""

from django.urls import path

from .views import calendar, notices

app_name = "notices"
urlpatterns = [
    path("beskeder/", notices.inbox, name="inbox"),
    path("beskeder/<int:pk>/", notices.open_notice, name="open"),
    path("beskeder/laest/", notices.read_all, name="read-all"),
    path("beskeder/valg/", notices.choices, name="choices"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/ny/", calendar.make, name="calendar-make"),
    path("kalender/luk/", calendar.revoke, name="calendar-revoke"),
]
