"""What becomes of recommendations: answers, the agenda, decisions that come back."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
