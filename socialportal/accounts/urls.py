"""`/konto/…`: login, account, invitations, the users of a municipality, national lists.

Of allauth's pages only those that the portal uses are mounted, under Danish addresses and allauth's own names.
"""

from allauth.account import views as login
from django.urls import include, path, re_path

from .views import invitation, municipality, profile, teams, users, words

login_patterns = [
    path("login/", login.login, name="account_login"),
    path("logout/", login.logout, name="account_logout"),
    path("lukket/", login.account_inactive, name="account_inactive"),
    path("opret/", login.signup, name="account_signup"),
    path("bekraeft/", login.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", login.password_change, name="account_change_password"),
    path("adgangskode/vaelg/", login.password_set, name="account_set_password"),
    path("adgangskode/glemt/", login.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", login.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("adgangskode/gemt/", login.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

account_patterns = [
    path("", profile.me, name="me"),
    path("kommune/vaelg/", profile.choose_municipality, name="choose-municipality"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path("brugere/", users.users, name="users"),
    path("brugere/inviter/", users.invite_user, name="invite"),
    path("brugere/<int:pk>/rolle/", users.give_user_role, name="give-role"),
    path("brugere/rolle/<int:pk>/afslut/", users.end_user_role, name="end-role"),
    path("brugere/invitation/<int:pk>/send-igen/", users.resend_invitation, name="resend"),
    path("brugere/invitation/<int:pk>/traek-tilbage/", users.withdraw_invitation, name="withdraw"),
    path("kommune/", municipality.Settings.as_view(), name="municipality"),
    path("kommune/ret/", municipality.EditSettings.as_view(), name="municipality-edit"),
    path("kommune/logo/", municipality.edit_logo, name="logo-edit"),
    path("kommune/enhed/ny/", municipality.AddUnit.as_view(), name="unit-add"),
    path("kommune/enhed/<int:pk>/", municipality.EditUnit.as_view(), name="unit-edit"),
    path("logo/<str:code>.png", municipality.logo, name="logo"),
    path("teams/", teams.teams, name="teams"),
    path("teams/nyt/", teams.AddTeam.as_view(), name="team-add"),
    path("teams/slettet/", teams.TeamTrash.as_view(), name="team-trash"),
    path("teams/<int:pk>/", teams.EditTeam.as_view(), name="team-edit"),
    path("teams/<int:pk>/slet/", teams.RemoveTeam.as_view(), name="team-remove"),
    path("ordlister/", words.word_lists, name="word-lists"),
    path("ordlister/<slug:slug>/", words.Words.as_view(), name="words"),
    path("ordlister/<slug:slug>/nyt/", words.AddWord.as_view(), name="word-add"),
    path("ordlister/<slug:slug>/<int:pk>/", words.Word.as_view(), name="word"),
    path("ordlister/<slug:slug>/<int:pk>/ret/", words.EditWord.as_view(), name="word-edit"),
    path("ordlister/<slug:slug>/<int:pk>/udgaar/", words.EndWord.as_view(), name="word-end"),
]

urlpatterns = [*login_patterns, path("", include((account_patterns, "accounts")))]
