"""Publishing: frozen versions, and what the public and the politicians read of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
