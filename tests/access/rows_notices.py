"""Rows of messages and of the calendar: for everybody who is logged in, and of nobody but oneself."""

from socialportal.notices.models import CalendarKey, Notice

from .rows_agreements import ALL_FOLLOWERS
from .table import Roles as R
from .table import Row
from .world import World

FEED = "et-hemmeligt-ord"


def build(world: World) -> None:
    """A message to the consultant of each municipality, and a calendar of Slagelse's."""
    from socialportal.accounts.models.invitation import digest_of

    for records, who, word in ((world.own, R.CONSULTANT, "Kløver"), (world.foreign, R.OTHER_CONSULTANT, "Fjord")):
        records["notice"] = Notice.objects.create(
            user=world.users[who], kind="andet", subject=world.plant(f"{word}besked", to=(who,)), text="Nyt", key=word
        )
    CalendarKey.objects.create(user=world.users[R.CONSULTANT], digest=digest_of(FEED))


ROWS = [
    Row("notices:inbox", ok=R.KNOWN),
    Row("notices:choices", ok=R.KNOWN),
    Row("notices:calendar", ok=ALL_FOLLOWERS),
    Row("notices:calendar-make", ok=ALL_FOLLOWERS, post_only=True),
    Row("notices:calendar-revoke", ok=ALL_FOLLOWERS, post_only=True, done=302),
    Row("notices:read-all", ok=R.KNOWN, post_only=True, done=302),
    Row(
        "notices:open",
        key="notice",
        ok=(R.CONSULTANT,),
        foreign_ok=(R.OTHER_CONSULTANT,),
        other=404,
        post_only=True,
        done=302,
    ),
    Row("home:calendar-feed", public=True, args=lambda world, record: {"token": FEED}),
    Row("home:calendar-feed", public=True, done=404, args=lambda world, record: {"token": "forkert"}, note="wrong"),
]
