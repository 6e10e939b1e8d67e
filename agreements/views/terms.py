"""Vilkår of an agreement: renewed from a day, corrected, removed."""

from typing import Any

from django.db.models import QuerySet

from socialportal.common import danish

from .. import terms as rules_of_terms
from ..forms.agreement import TermsForm
from ..models import Agreement, Terms
from ..services import terms as services
from .agreement import EDIT
from .doors import OnTheWay, Trail, WorkEdit, WorkRemove, trail_of


class _OfTerms(OnTheWay):
    """Pages of a version of the terms."""

    def visible(self) -> QuerySet:
        """Those of visible agreements."""
        agreements: Any = Agreement.objects.visible_to(self.request.access)
        return Terms.objects.filter(agreement__in=agreements).select_related("agreement__presence__enterprise")

    def trail(self, record: Any) -> Trail:
        """From the agreement."""
        return trail_of("Aftaler", "agreements:agreements", record.agreement)


class TermsEdit(_OfTerms, WorkEdit):
    """Renewed from a day, or corrected."""

    model = Terms
    permission = EDIT
    form_class = TermsForm
    change = staticmethod(services.correct_terms)
    supersede = staticmethod(services.renew_terms)
    title = "Vilkår for {record.agreement}"
    lead = "Er der aftalt noget nyt, så vælg ændring fra en dato: de gamle vilkår bliver stående for tiden før."
    remove_url_name = "agreements:terms-remove"
    remove_text = "Slet disse vilkår"

    def finish(self, record: Terms) -> Any:
        """Says what the renewal changed."""
        before = record.agreement.terms.filter(valid_from__lt=record.valid_from).last() if record.valid_from else None
        new = before and before.valid_to and rules_of_terms.changes(before, record)
        self.done_text = f"Vilkårene er gemt: {danish.listing(new)}." if new else "Vilkårene er gemt."
        return super().finish(record)


class TermsRemove(_OfTerms, WorkRemove):
    """A version that was entered by mistake."""

    model = Terms
    permission = EDIT
    service = staticmethod(services.remove_terms)

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url()
