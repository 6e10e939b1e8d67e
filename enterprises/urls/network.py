"""The network: meetings, invitations, answers, attendance, wishes, the board. The municipality's pages lie among those about
enterprises; what an enterprise's users have lies under `/arbejde/netvaerk/`, and so does the board, which both share.
"""

from typing import Any

from django.urls import include, path

from ..views import board, meeting, network, network_own, network_year

one: list[Any] = []
_staff: list[Any] = [
    path("", network.MeetingList.as_view(), name="meetings"),
    path("planlaeg/", network.MeetingPlan.as_view(), name="meeting-plan"),
    path("opret/", network.MeetingAdd.as_view(), name="meeting-add"),
    path("oensker/", network_year.Wishes.as_view(), name="wishes"),
    path("tal/", network_year.NetworkFigures.as_view(), name="network-figures"),
    path("plan/opret/", network_year.PlanAdd.as_view(), name="plan-add"),
    path("plan/<int:pk>/ret/", network_year.PlanEdit.as_view(), name="plan-edit"),
    path("plan/<int:pk>/slet/", network_year.PlanRemove.as_view(), name="plan-remove"),
    path("svar/<int:pk>/", meeting.AnswerByPhone.as_view(), name="answer-by-phone"),
    path("<int:pk>/", network.MeetingPage.as_view(), name="meeting"),
    path("<int:pk>/ret/", network.MeetingEdit.as_view(), name="meeting-edit"),
    path("<int:pk>/slet/", network.MeetingRemove.as_view(), name="meeting-remove"),
    path("<int:pk>/aflys/", network.MeetingCancel.as_view(), name="meeting-cancel"),
    path("<int:pk>/indbyd/", meeting.MeetingInvite.as_view(), name="meeting-invite"),
    path("<int:pk>/paamind/", meeting.MeetingRemind.as_view(), name="meeting-remind"),
    path("<int:pk>/fremmoede/", meeting.MeetingAttendance.as_view(), name="meeting-attendance"),
    path("<int:pk>/deltagere/", meeting.MeetingParticipants.as_view(), name="meeting-participants"),
]
_own: list[Any] = [
    path("", network_own.NetworkStart.as_view(), name="network"),
    path("moeder/<int:pk>/", network_own.NetworkMeetingPage.as_view(), name="network-meeting"),
    path("moeder/<int:pk>/kalender.ics", meeting.MeetingCalendar.as_view(), name="meeting-calendar"),
    path("svar/<int:pk>/", network_own.Answering.as_view(), name="network-answer"),
    path("evaluering/<int:pk>/", network_own.Evaluating.as_view(), name="network-evaluate"),
    path("oensker/opret/", network_own.WishAdd.as_view(), name="wish-add"),
    path("oensker/<int:pk>/slet/", network_own.WishRemove.as_view(), name="wish-remove"),
    path("opslag/", board.Board.as_view(), name="board"),
    path("opslag/opret/", board.PostAdd.as_view(), name="board-post-add"),
    path("opslag/<int:pk>/", board.PostPage.as_view(), name="board-post"),
    path("opslag/<int:pk>/ret/", board.PostEdit.as_view(), name="board-post-edit"),
    path("opslag/<int:pk>/slet/", board.PostRemove.as_view(), name="board-post-remove"),
    path("opslag/<int:pk>/luk/", board.PostClose.as_view(), name="board-post-close"),
    path("opslag/<int:pk>/svar/", board.ReplyAdd.as_view(), name="board-reply-add"),
    path("opslag/svar/<int:pk>/slet/", board.ReplyRemove.as_view(), name="board-reply-remove"),
]
rooms: list[Any] = [
    path("arbejde/virksomheder/netvaerk/", include(_staff)),
    path("arbejde/netvaerk/", include(_own)),
]
