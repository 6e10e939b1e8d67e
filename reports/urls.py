"""Addresses of strategy and report."""

from django.urls import URLPattern, path

from .views import created, document, goal, parts, point, politics, report, strategy, trash, writing

app_name = "reports"

YEARS = "arbejde/aarsrapport/"
YEAR = f"{YEARS}<int:year>/"
STRATEGY = "arbejde/strategi/"
POLITICS = "arbejde/udvalg/"
CREATED = "arbejde/det-har-vi-skabt/"

urlpatterns: list[URLPattern] = [
    # Years
    path(YEARS, report.Years.as_view(), name="list"),
    path(f"{YEARS}aabn/", report.Open.as_view(), name="open"),
    path(f"{YEARS}slettet/", trash.Trash.as_view(), name="trash"),
    path(YEAR, report.Overview.as_view(), name="overview"),
    path(f"{YEAR}forside/", report.Cover.as_view(), name="cover"),
    path(f"{YEAR}slet/", report.Remove.as_view(), name="remove"),
    # The report itself
    path("rapporter/", document.public, name="public"),
    path(f"{YEAR}udgave/", document.ReportPage.as_view(), name="document"),
    path(f"{YEAR}udgave/pdf/", document.ReportPdf.as_view(), name="document_pdf"),
    path(f"{YEAR}udgave/tal/", document.ReportJson.as_view(), name="document_json"),
    # Det har vi skabt
    path(f"{CREATED}<slug:slug>/", created.CreatedPage.as_view(), name="created"),
    path(f"{CREATED}<slug:slug>.pdf", created.CreatedPdf.as_view(), name="created-pdf"),
    # Texts
    path(f"{YEAR}afsnit/<slug:key>/", writing.SectionText.as_view(), name="section"),
    path(f"{YEAR}punkt/<slug:key>/", writing.PointText.as_view(), name="point-text"),
    path(f"{YEAR}maal/<slug:key>/", writing.GoalText.as_view(), name="goal-text"),
    # Parts
    path(f"{YEAR}anbefaling/ny/", parts.RecommendationAdd.as_view(), name="recommendation-add"),
    path(f"{YEARS}anbefaling/<int:pk>/", parts.RecommendationEdit.as_view(), name="recommendation"),
    path(f"{YEARS}anbefaling/<int:pk>/slet/", parts.RecommendationRemove.as_view(), name="recommendation-remove"),
    path(f"{YEAR}fortaellinger/", parts.Cases.as_view(), name="cases"),
    path(f"{YEAR}fortaellinger/ny/", parts.CaseAdd.as_view(), name="case-add"),
    path(f"{YEARS}fortaelling/<int:pk>/", parts.CaseEdit.as_view(), name="case"),
    path(f"{YEARS}fortaelling/<int:pk>/slet/", parts.CaseRemove.as_view(), name="case-remove"),
    path(f"{YEAR}referencer/", parts.References.as_view(), name="references"),
    path(f"{YEAR}referencer/ny/", parts.ReferenceAdd.as_view(), name="reference-add"),
    path(f"{YEARS}reference/<int:pk>/", parts.ReferenceEdit.as_view(), name="reference"),
    path(f"{YEARS}reference/<int:pk>/slet/", parts.ReferenceRemove.as_view(), name="reference-remove"),
    # Strategy
    path(STRATEGY, strategy.StrategyNow.as_view(), name="strategy-now"),
    path(f"{STRATEGY}vedtag/", strategy.StrategyAdopt.as_view(), name="strategy-adopt"),
    path(f"{STRATEGY}<int:pk>/", strategy.StrategyPage.as_view(), name="strategy"),
    path(f"{STRATEGY}<int:pk>/ret/", strategy.StrategyEdit.as_view(), name="strategy-edit"),
    path(f"{STRATEGY}<int:pk>/slet/", strategy.StrategyRemove.as_view(), name="strategy-remove"),
    path(f"{STRATEGY}<int:pk>/maal/nyt/", goal.GoalAdd.as_view(), name="goal-add"),
    path(f"{STRATEGY}maal/<int:pk>/", goal.GoalEdit.as_view(), name="goal"),
    path(f"{STRATEGY}maal/<int:pk>/slet/", goal.GoalRemove.as_view(), name="goal-remove"),
    path(f"{STRATEGY}<int:pk>/punkt/nyt/", point.PointAdd.as_view(), name="point-add"),
    path(f"{STRATEGY}punkt/<int:pk>/", point.PointEdit.as_view(), name="point"),
    path(f"{STRATEGY}punkt/<int:pk>/slet/", point.PointRemove.as_view(), name="point-remove"),
    path(f"{STRATEGY}punkt/<int:pk>/flyt/", point.PointMove.as_view(), name="point-move"),
    # Committees and decisions
    path(POLITICS, politics.Politics.as_view(), name="politics"),
    path(f"{POLITICS}nyt/", politics.CommitteeAdd.as_view(), name="committee-add"),
    path(f"{POLITICS}<int:pk>/", politics.CommitteeEdit.as_view(), name="committee"),
    path(f"{POLITICS}<int:pk>/slet/", politics.CommitteeRemove.as_view(), name="committee-remove"),
    path(f"{POLITICS}beslutning/ny/", politics.DecisionAdd.as_view(), name="decision-add"),
    path(f"{POLITICS}beslutning/<int:pk>/", politics.DecisionEdit.as_view(), name="decision"),
    path(f"{POLITICS}beslutning/<int:pk>/slet/", politics.DecisionRemove.as_view(), name="decision-remove"),
]
