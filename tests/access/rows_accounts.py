"""Rows of `/konto/`: login, oneself, users, the municipality, national lists."""

from typing import Any

from socialportal.accounts.models import Invitation, Membership, RoleName, UnitName

from .table import Roles as R
from .table import Row
from .world import World

LEADS = (R.COORDINATOR, R.ADMINISTRATOR, R.OTHER_COORDINATOR)
SYSTEM = (R.SYSTEM_ADMINISTRATOR,)


def build(world: World) -> None:
    """People with telling names, an invitation, a unit's name in each municipality."""
    mine = world.plant("Lyngholm", to=(R.COORDINATOR, R.ADMINISTRATOR, R.CONSULTANT))
    theirs = world.plant("Fjordholm", to=R.KOLDING)
    for role, name in ((R.CONSULTANT, mine), (R.OTHER_CONSULTANT, theirs)):
        world.users[role].name = f"Kim {name}"
        world.users[role].save()
    for kept, place, name, consultant in (
        (world.own, world.slagelse, mine, R.CONSULTANT),
        (world.foreign, world.kolding, theirs, R.OTHER_CONSULTANT),
    ):
        kept["membership"] = Membership.objects.get(user=world.users[consultant])
        kept["user"] = world.users[consultant]
        kept["invitation"] = Invitation.objects.create(
            email="ny@test.example", name=f"Ny {name}", role="consultant", municipality=place, token_digest=place.code
        )
        kept["unit"] = UnitName.objects.create(municipality=place, unit="jobcentre", name=f"Jobhuset {name}")
    world.own["administrator"] = Membership.objects.get(user=world.users[R.ADMINISTRATOR])
    world.own["word"] = RoleName.objects.get(code="mentor")


def word(world: World, record: Any) -> dict[str, Any]:
    return {"slug": "rollenavne", "pk": record.pk}


def no_sign_up(world: World) -> dict[str, str]:
    return {"email": "fremmed@test.example"}


# Who is not of Slagelse's leaders meets a row of Slagelse: hers exist for colleagues, not for others.
COLLEAGUES = {R.SURVEY_COORDINATOR: 404, **dict.fromkeys(R.OF_ENTERPRISES, 404)}

ROWS = [
    # Login. For those who are logged in the page leads on.
    Row("account_login", ok=(), public=True, but=dict.fromkeys(R.KNOWN, 302)),
    Row("account_logout", ok=R.KNOWN, but={R.ANONYMOUS: 302}),
    Row("account_signup", public=True, but=dict.fromkeys(R.KNOWN, 302)),
    Row("account_inactive", public=True),
    Row("account_reauthenticate", ok=R.KNOWN),
    Row("account_change_password", ok=R.KNOWN),
    Row("account_set_password", ok=(), but=dict.fromkeys(R.KNOWN, 302), note="leads to the change"),
    Row("account_reset_password", public=True),
    Row("account_reset_password_done", public=True),
    Row("account_reset_password_from_key", public=True, args=lambda world, record: {"uidb36": "1", "key": "forkert"}),
    Row("account_reset_password_from_key_done", public=True),
    # Oneself
    Row("accounts:me", ok=R.KNOWN),
    Row(
        "accounts:choose-municipality",
        ok=(*R.SLAGELSE,),
        other=404,
        post_only=True,
        done=302,
        data=lambda world: {"municipality": world.slagelse.pk},
    ),
    Row("accounts:invitation", public=True, done=404, args=lambda world, record: {"token": "forkert"}),
    # Users
    Row("accounts:users", ok=(*LEADS, *SYSTEM)),
    Row("accounts:invite", ok=(*LEADS, *SYSTEM)),
    Row(
        "accounts:give-role",
        key="user",
        ok=(R.COORDINATOR, R.ADMINISTRATOR),
        but={**COLLEAGUES, R.SYSTEM_ADMINISTRATOR: 404},
        foreign_ok=(R.OTHER_COORDINATOR,),
        foreign_but={R.OTHER_CONSULTANT: 403},
    ),
    Row(
        "accounts:end-role",
        key="membership",
        ok=(R.COORDINATOR, R.ADMINISTRATOR),
        but={**COLLEAGUES, R.SYSTEM_ADMINISTRATOR: 404},
        foreign_ok=(R.OTHER_COORDINATOR,),
        foreign_but={R.OTHER_CONSULTANT: 403},
    ),
    Row(
        "accounts:end-role",
        key="administrator",
        ok=(R.ADMINISTRATOR, R.SYSTEM_ADMINISTRATOR),
        but=COLLEAGUES,
        note="of an administrator",
    ),
    *(
        Row(
            f"accounts:{name}",
            key="invitation",
            ok=(R.COORDINATOR, R.ADMINISTRATOR),
            but={**COLLEAGUES, R.SYSTEM_ADMINISTRATOR: 404},
            foreign_ok=(R.OTHER_COORDINATOR,),
            foreign_but={R.OTHER_CONSULTANT: 403},
            post_only=True,
            done=302,
        )
        for name in ("resend", "withdraw")
    ),
    # The municipality
    Row("accounts:municipality", ok=(R.ADMINISTRATOR,)),
    Row("accounts:municipality-edit", ok=(R.ADMINISTRATOR,)),
    Row("accounts:logo-edit", ok=(R.ADMINISTRATOR,)),
    Row("accounts:unit-add", ok=(R.ADMINISTRATOR,)),
    Row(
        "accounts:unit-edit",
        key="unit",
        ok=(R.ADMINISTRATOR,),
        but={**COLLEAGUES, R.SYSTEM_ADMINISTRATOR: 404},
        foreign_ok=(),
        foreign_but=dict.fromkeys(R.KOLDING, 403),
    ),
    Row("accounts:logo", public=True, done=404, args=lambda world, record: {"code": "0330"}, note="that is not there"),
    Row("accounts:teams", ok=LEADS),
    Row("accounts:team-add", ok=LEADS),
    Row("accounts:team-trash", ok=LEADS),
    *(
        Row(
            f"accounts:{name}",
            key="team",
            ok=(R.COORDINATOR, R.ADMINISTRATOR),
            but={R.POLITICIAN: 404, R.SYSTEM_ADMINISTRATOR: 404, **COLLEAGUES},
            foreign_ok=(R.OTHER_COORDINATOR,),
            foreign_but={R.OTHER_CONSULTANT: 403},
        )
        for name in ("team-edit", "team-remove")
    ),
    # National lists
    Row("accounts:word-lists", ok=SYSTEM),
    Row("accounts:words", ok=SYSTEM, args=lambda world, record: {"slug": "maalgrupper"}),
    Row("accounts:words", ok=SYSTEM, args=lambda world, record: {"slug": "findes-ikke"}, done=404, note="of no list"),
    Row("accounts:word-add", ok=SYSTEM, args=lambda world, record: {"slug": "maalgrupper"}),
    Row("accounts:word-add", ok=(), args=lambda world, record: {"slug": "rollenavne"}, note="to a list that is fixed"),
    *(
        Row(f"accounts:{name}", key="word", args=word, ok=SYSTEM, but=dict.fromkeys(R.KOLDING, 403))
        for name in ("word", "word-edit", "word-end")
    ),
]
