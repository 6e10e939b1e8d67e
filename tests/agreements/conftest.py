"""Slagelse and Kolding, each with an agreement."""

import pytest
from django.test import Client

from . import world
from .reading import client_of
from .world import Place


@pytest.fixture
def slagelse(db: None) -> Place:
    return world.place("0330", "VeteranHaven")


@pytest.fixture
def kolding(db: None) -> Place:
    return world.place("0621", "Fjordtangen")


@pytest.fixture
def consultant(slagelse: Place) -> Client:
    return client_of(slagelse.consultant)


@pytest.fixture
def coordinator(slagelse: Place) -> Client:
    return client_of(slagelse.coordinator)
