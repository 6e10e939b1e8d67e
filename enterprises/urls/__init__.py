"""Addresses of enterprises, a module a room. Each gives `one` (below an enterprise's own address) and `rooms`."""

from itertools import chain
from typing import Any

from django.urls import include, path

from . import (
    contributions,
    directory,
    funding,
    inquiries,
    log,
    merging,
    network,
    profile,
    purchase,
    register,
    rsv,
)

_ROOMS = (register, directory, profile, contributions, rsv, inquiries, network, funding, purchase, log, merging)
_one: list[Any] = list(chain.from_iterable(room.one for room in _ROOMS))

app_name = "enterprises"
urlpatterns = [
    *chain.from_iterable(room.rooms for room in _ROOMS),
    path("arbejde/virksomheder/", include([*register.internal, path("<slug:slug>/", include(_one))])),
]
