"""The doors of pages that belong to the municipality in focus, and to one year of it."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from socialportal.accounts.models import Municipality
from socialportal.common.pages import Door

from ..models import AnnualReport

DRAFT, STRATEGY, REPORT = "reports.read_draft", "reports.edit_strategy", "reports.edit_report"


class InMunicipality(Door):
    """Pages of the municipality in focus: a rule without an object is asked of that one, not of any."""

    permission = DRAFT

    @property
    def place(self) -> Municipality:
        """The municipality in focus. Raises PermissionDenied for somebody who works in none."""
        place = self.request.access.municipality
        if place is None:
            raise PermissionDenied
        return place

    def allow(self, permission: str, obj: Any = None) -> None:
        super().allow(permission, self.place if obj is None else obj)


class OfYear(InMunicipality):
    """Pages of the report whose year stands in the address."""

    def reports(self) -> models.QuerySet:
        """The reports there are; subclasses add what they show of them."""
        return AnnualReport.objects.visible_to(self.request.access).select_related("municipality")

    @cached_property
    def report(self) -> AnnualReport:
        """The year's report, through both doors."""
        report = get_object_or_404(
            self.reports(), municipality=self.request.access.municipality_id, year=self.kwargs["year"]
        )
        self.allow(self.permission, report)
        return report


def address(name: str, *args: Any, query: str = "") -> str:
    """The address of a page, or nothing where it does not exist (yet)."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""
