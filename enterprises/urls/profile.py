"""The enterprise's own page: products, pictures, awards, contacts, people, what the public sees."""

from typing import Any

from django.urls import path

from ..views import profile, profile_approval, profile_people, profile_picture

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = [
    path("side/", profile.OwnPage.as_view(), name="own"),
    path("side/tekster/", profile.TextsEdit.as_view(), name="profile-texts"),
    path("side/ord/", profile.WordsEdit.as_view(), name="profile-words"),
    path("side/bekraeft/", profile.Confirm.as_view(), name="profile-confirm"),
    path("side/slettet/", profile.OwnTrash.as_view(), name="own-trash"),
    path("side/godkend/", profile_approval.Approval.as_view(), name="approval"),
    path("varer/opret/", profile.ProductAdd.as_view(), name="product-add"),
    path("varer/<int:pk>/ret/", profile.ProductEdit.as_view(), name="product-edit"),
    path("varer/<int:pk>/slet/", profile.ProductRemove.as_view(), name="product-remove"),
    path("billeder/opret/", profile.PictureAdd.as_view(), name="picture-add"),
    path("billeder/<int:pk>/ret/", profile.PictureEdit.as_view(), name="picture-edit"),
    path("billeder/<int:pk>/slet/", profile.PictureRemove.as_view(), name="picture-remove"),
    path("priser/opret/", profile.AwardAdd.as_view(), name="award-add"),
    path("priser/<int:pk>/ret/", profile.AwardEdit.as_view(), name="award-edit"),
    path("priser/<int:pk>/slet/", profile.AwardRemove.as_view(), name="award-remove"),
    path("kontaktpersoner/opret/", profile.ContactAdd.as_view(), name="contact-add"),
    path("kontaktpersoner/<int:pk>/ret/", profile.ContactEdit.as_view(), name="contact-edit"),
    path("kontaktpersoner/<int:pk>/slet/", profile.ContactRemove.as_view(), name="contact-remove"),
    path("aktiv/<int:pk>/kontakt/", profile.Caretaker.as_view(), name="presence-caretaker"),
    path("brugere/", profile_people.People.as_view(), name="people"),
    path("brugere/inviter/", profile_people.Invite.as_view(), name="person-invite"),
    path("brugere/<int:pk>/afslut/", profile_people.EndRole.as_view(), name="person-end"),
    path("brugere/invitation/<int:pk>/send-igen/", profile_people.Resend.as_view(), name="person-resend"),
    path("brugere/invitation/<int:pk>/traek-tilbage/", profile_people.Withdraw.as_view(), name="person-withdraw"),
]
rooms: list[Any] = [
    path("virksomheder/<slug:slug>/billeder/<int:pk>/", profile_picture.picture, name="picture"),
    path("arbejde/vores-side/", profile.OwnFirst.as_view(), name="own-first"),
    path("arbejde/sider-til-godkendelse/", profile_approval.Approvals.as_view(), name="approvals"),
]
