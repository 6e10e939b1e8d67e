"""WHAT WE TELL: strategy, goals, points, the annual report."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Årsrapport"

    def ready(self) -> None:
        from socialportal.common import panels
        from socialportal.notices import kinds

        from . import rules  # noqa: F401  # registers the permissions
        from .services import approving, draft, fact_check, publishing, ready
        from .views import fact_check_own
        from .views.created import PLACE, panel

        panels.register(PLACE, panel)
        panels.register(fact_check_own.WAITS, fact_check_own.waits)
        panels.register(fact_check_own.OPEN, fact_check_own.open_now, fact_check_own.ABOUT)
        kinds.register(fact_check.KIND, "Faktatjek af årsrapporten: når der åbnes, mangler svar, svares og rettes")
        kinds.register(draft.KIND, draft.KIND_NAME, only=kinds.MUNICIPALITY)
        kinds.register(publishing.NOTICE, "Årsrapporten er offentliggjort", only=kinds.MUNICIPALITY)
        kinds.register(approving.KIND, "Chefens godkendelse af årsrapporten", only=kinds.MUNICIPALITY)
        if approving.missing not in ready.CHECKS:
            ready.CHECKS.append(approving.missing)
