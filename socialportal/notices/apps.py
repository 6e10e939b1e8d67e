"""What people are told."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "socialportal.notices"
    label = "notices"
    verbose_name = "Beskeder"
