"""All addresses. Public ones say so in their views; everything else asks for a login."""

from typing import Any

from django.conf import settings
from django.urls import include, path

urlpatterns: list[Any] = [
    path("", include("socialportal.home.urls")),
    path("konto/", include("socialportal.notices.urls")),
    path("konto/", include("socialportal.accounts.urls")),
    path("", include("enterprises.urls")),
    path("", include("agreements.urls")),
    path("", include("reports.urls")),
]

handler400 = "socialportal.home.views.errors.bad_request"
handler403 = "socialportal.home.views.errors.forbidden"
handler404 = "socialportal.home.views.errors.not_found"
handler429 = "socialportal.home.views.errors.too_many_requests"  # asked for by allauth's rate limits
handler500 = "socialportal.home.views.errors.server_error"

if settings.DEBUG or settings.SOCIALPORTAL_DEMO:
    from socialportal.home.views.components import components

    urlpatterns.append(path("komponenter/", components, name="components"))
