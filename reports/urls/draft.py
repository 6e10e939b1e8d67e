"""The working draft: who writes what by when, how far it is, and what was typed and not saved."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
