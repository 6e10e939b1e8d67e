"""Publishing: frozen versions, and what the public and the politicians read of them."""

from django.urls import URLPattern, path

from ..views import published, publishing
from .places import YEAR

ROOM = f"{YEAR}offentliggoerelse/"
PUBLIC = "rapporter/"

urlpatterns: list[URLPattern] = [
    # The year's room
    path(ROOM, publishing.Publishing.as_view(), name="publish"),
    path(f"{ROOM}ny-udgave/", publishing.PublishAsk.as_view(), name="publish-ask"),
    path(f"{ROOM}taelling/", publishing.Recount.as_view(), name="publish-recount"),
    path(f"{ROOM}<int:number>/traek-tilbage/", publishing.Withdraw.as_view(), name="publish-withdraw"),
    path(f"{ROOM}<int:number>/send/", publishing.Send.as_view(), name="publish-send"),
    path(f"{ROOM}<int:number>/intern/<str:name>", publishing.InternalFile.as_view(), name="publish-file"),
    # For everybody
    path(PUBLIC, published.public, name="public"),
    path(f"{PUBLIC}udgave/<int:pk>/", published.by_key, name="published"),
    path(f"{PUBLIC}<slug:slug>/<int:year>/", published.newest, name="published-newest"),
    path(f"{PUBLIC}<slug:slug>/<int:year>/<int:number>/", published.version, name="published-version"),
    path(f"{PUBLIC}<slug:slug>/<int:year>/<int:number>/<str:name>", published.file, name="published-file"),
]
