"""Who changed what, and who read whom."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "socialportal.audit"
    label = "audit"
    verbose_name = "Historik"
