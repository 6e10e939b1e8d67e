"""The register: lists, the page of one enterprise with its facts. Words of our own stand before
`<slug>` and are kept free by `terms.RESERVED`.
"""

from typing import Any

from django.urls import path

from ..views import contribution_forms, contributions, enterprise, grants, parts, stories, trash

one: list[Any] = [
    path("", enterprise.EnterprisePage.as_view(), name="detail"),
    path("ret/", enterprise.EnterpriseEdit.as_view(), name="edit"),
    path("navn/", enterprise.EnterpriseRename.as_view(), name="rename"),
    path("slet/", enterprise.EnterpriseRemove.as_view(), name="remove"),
    path("historik/", enterprise.EnterpriseHistory.as_view(), name="history"),
    path("navne/opret/", parts.NameAdd.as_view(), name="name-add"),
    path("navne/<int:pk>/ret/", parts.NameEdit.as_view(), name="name-edit"),
    path("navne/<int:pk>/slet/", parts.NameRemove.as_view(), name="name-remove"),
    path("cvr/opret/", parts.CvrAdd.as_view(), name="cvr-add"),
    path("cvr/<int:pk>/ret/", parts.CvrEdit.as_view(), name="cvr-edit"),
    path("cvr/<int:pk>/slet/", parts.CvrRemove.as_view(), name="cvr-remove"),
    path("aktiv/opret/", parts.PresenceStart.as_view(), name="presence-start"),
    path("aktiv/<int:pk>/ret/", parts.PresenceEdit.as_view(), name="presence-edit"),
    path("aktiv/<int:pk>/afslut/", parts.PresenceEnd.as_view(), name="presence-end"),
    path("aktiv/<int:pk>/note/", parts.PresenceNote.as_view(), name="presence-note"),
    path("aktiv/<int:pk>/slet/", parts.PresenceRemove.as_view(), name="presence-remove"),
    path("rsv/opret/", parts.RsvStep.as_view(), name="rsv-step"),
    path("rsv/<int:pk>/ret/", parts.RsvEdit.as_view(), name="rsv-edit"),
    path("rsv/<int:pk>/slet/", parts.RsvRemove.as_view(), name="rsv-remove"),
]
internal: list[Any] = [
    path("", enterprise.EnterpriseList.as_view(), name="list"),
    path("opret/", enterprise.EnterpriseAdd.as_view(), name="add"),
    path("fra-anden-kommune/", parts.Adopt.as_view(), name="adopt"),
    path("slettet/", trash.Trash.as_view(), name="trash"),
    path("bidrag/", contributions.ContributionList.as_view(), name="contributions"),
    path("bidrag/opret/", contribution_forms.ContributionAdd.as_view(), name="contribution-add"),
    path("bidrag/raekkefoelge/", contributions.ContributionOrder.as_view(), name="contributions-order"),
    path("bidrag/<int:pk>/", contributions.ContributionPage.as_view(), name="contribution"),
    path("bidrag/<int:pk>/ret/", contribution_forms.ContributionEdit.as_view(), name="contribution-edit"),
    path("bidrag/<int:pk>/slet/", contributions.ContributionRemove.as_view(), name="contribution-remove"),
    path("puljer/", grants.GrantList.as_view(), name="grants"),
    path("puljer/opret/", grants.GrantAdd.as_view(), name="grant-add"),
    path("puljer/<int:pk>/", grants.GrantPage.as_view(), name="grant"),
    path("puljer/<int:pk>/ret/", grants.GrantEdit.as_view(), name="grant-edit"),
    path("puljer/<int:pk>/slet/", grants.GrantRemove.as_view(), name="grant-remove"),
    path("historier/", stories.StoryList.as_view(), name="stories"),
    path("historier/opret/", stories.StoryAdd.as_view(), name="story-add"),
    path("historier/<int:pk>/", stories.StoryPage.as_view(), name="story"),
    path("historier/<int:pk>/billede/", stories.StoryPicture.as_view(), name="story-picture"),
    path("historier/<int:pk>/ret/", stories.StoryEdit.as_view(), name="story-edit"),
    path("historier/<int:pk>/slet/", stories.StoryRemove.as_view(), name="story-remove"),
]
rooms: list[Any] = []
