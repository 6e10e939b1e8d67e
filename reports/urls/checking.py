"""Faktatjek hos virksomhederne, and the chief's approval."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
