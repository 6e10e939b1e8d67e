"""Evidence: what stands behind a figure, years beside each other, what is known from paper, accepted findings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
