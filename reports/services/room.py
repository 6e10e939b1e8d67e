"""Room in the open reports for the points of the strategy they answer, and which reports have filled it."""

from django.db.models import QuerySet

from socialportal.accounts.models import Municipality

from ..figures import Basis
from ..indicators.goals import strategy_answered
from ..models import AnnualReport, CaseStory, PointReport, Recommendation, StrategyPoint


def make_room(municipality: Municipality) -> None:
    """Gives every report of the municipality a place to write for each point of its strategy. Nothing is taken away: when
    another strategy turns out to hold in the year, what was written of the former one's points is kept, out of sight.
    """
    for report in AnnualReport.objects.filter(municipality=municipality):
        points = StrategyPoint.objects.filter(strategy=strategy_answered(Basis.of(municipality, report.year)))
        missing = points.exclude(pk__in=PointReport.objects.filter(report=report).values("point"))
        PointReport.objects.bulk_create(PointReport(report=report, point=point) for point in missing)


def written_years(points: QuerySet[StrategyPoint]) -> list[int]:
    """The years whose reports say something about one of the points."""
    live = {"point__in": points, "report__deleted_at": None}
    texts = PointReport.objects.filter(**live).exclude(introduction="", happened="")
    found = (texts, Recommendation.objects.filter(**live), CaseStory.objects.filter(**live))
    return sorted({year for rows in found for year in rows.values_list("report__year", flat=True)})
