"""WHO: enterprises and initiatives, their presence in municipalities, their status, people and contributions."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet
from django.db.models.signals import post_migrate

DATA = Path(__file__).parent / "data"


def load_vocabularies(sender: Any, **kwargs: Any) -> None:
    """National lists, into empty tables."""
    from socialportal.common.seeding import load_if_empty, rows_of

    from . import models

    for model, file in (
        (models.TargetGroup, "target_groups.csv"),
        (models.LegalForm, "legal_forms.csv"),
        (models.Trade, "trades.csv"),
        (models.ProductCategory, "product_categories.csv"),
        (models.Support, "supports.csv"),
        (models.RsvCriterion, "rsv_criteria.csv"),
        (models.RsvDuty, "rsv_duties.csv"),
        (models.HelperKind, "helper_kinds.csv"),
    ):
        rows = [{name: value for name, value in row.items() if value} for row in rows_of(DATA / file)]
        load_if_empty(model, [row | {"order": order} for order, row in enumerate(rows)])


def roles_at_enterprises(user: Any, day: dt.date) -> QuerySet:
    """What `accounts` cannot know: at which enterprises the user (or the one a reference names) has a role on the day."""
    from .models import EnterpriseMembership

    memberships = EnterpriseMembership.objects.active_on(day).filter(user=user, enterprise__deleted_at=None)
    return memberships.values_list("role", "enterprise_id", "enterprise__name")


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = "Virksomheder"

    def ready(self) -> None:
        from socialportal.accounts import scopes, vocabularies
        from socialportal.accounts.access import enterprise_roles
        from socialportal.common import panels
        from socialportal.notices import kinds

        from . import (
            models,
            rules,  # noqa: F401  # registers the permissions
        )
        from .services import inquiry, people, presence, rsv_duties
        from .views import buying_panels, contribution_panels, network_panels, profile_panels, rsv_panels
        from .views.panels import HAPPENED, OPEN, PLACE, coming, grants, happened

        for address, model, meaning in (
            ("maalgrupper", models.TargetGroup, "Hvem en virksomhed eller en aftale er for."),
            ("virksomhedsformer", models.LegalForm, "Virksomheders form, som loven eller vedtægterne kalder den."),
            ("brancher", models.Trade, "Hvad en virksomhed lever af."),
            ("varer-og-ydelser", models.ProductCategory, "Hvad der kan købes, med købers ord."),
            ("stoette", models.Support, "Hvad en virksomhed kan give ud over selve arbejdet."),
            ("krav-til-rsv", models.RsvCriterion, "Lovens krav til en registreret socialøkonomisk virksomhed."),
            ("pligter-som-rsv", models.RsvDuty, "Hvad en registreret virksomhed skal, og hvornår."),
            ("hjaelpere", models.HelperKind, "Slags af dem, der hjælper andre i gang."),
        ):
            vocabularies.register(address, model, meaning)
        panels.register(PLACE, grants, (models.Grant, "presence__enterprise"))
        panels.register(OPEN, profile_panels.waiting_page)
        scopes.register(people.SCOPE, people.INVITED)
        kinds.register("virksomhedsside", "Virksomheders sider, der skal godkendes, og svar på dem")
        panels.register(OPEN, coming, (models.Activity, "enterprises"))
        panels.register(HAPPENED, happened, (models.Activity, "enterprises"))
        buying_panels.register()
        kinds.register(
            "bidrag", "Bidrag til årsrapporten: når der åbnes, mangler, sendes, godkendes eller sendes tilbage"
        )
        contribution_panels.register()
        network_panels.register()
        rsv_panels.register()
        kinds.register(rsv_duties.KIND, rsv_duties.KIND_NAME)
        kinds.register(inquiry.KIND, inquiry.KIND_NAME, only=kinds.MUNICIPALITY)
        kinds.register(presence.SHARED, presence.SHARED_NAME, only=kinds.MUNICIPALITY)
        post_migrate.connect(load_vocabularies, sender=self)
        if roles_at_enterprises not in enterprise_roles:
            enterprise_roles.append(roles_at_enterprises)
