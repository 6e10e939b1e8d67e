"""Strategy, goals and points."""

from django.urls import URLPattern, path

from ..views import goal, point, strategy
from .places import STRATEGY

urlpatterns: list[URLPattern] = [
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
]
