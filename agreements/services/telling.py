"""What the municipality is told when the enterprise's people do something: no number and no name of a participant, only where to
look. The same thing is told once, and nobody is told of what they did themselves.
"""

from django.urls import reverse

from socialportal.accounts.access import Access
from socialportal.common import danish
from socialportal.notices.services import tell

from ..models import AttendanceSheet, Course, FollowUp, Plan
from ..queries.followers import followers_of

# Kinds of notice, and the words by which a user chooses them.
KINDS = {
    "moede": "En mentor beder om et møde",
    "plan": "En mentor noterer, at en individuel plan er lavet",
    "fremmoedeseddel": "En fremmødeseddel er sendt",
    "evaluering": "Kommunen har sendt virksomheden en evaluering",
}
TO_ENTERPRISES = frozenset({"evaluering"})


def tell_of_meeting(access: Access, follow_up: FollowUp) -> None:
    """A mentor asks for a meeting."""
    course = follow_up.course
    text = f"En mentor hos {course.presence.enterprise} beder om et møde, senest {danish.date(follow_up.wanted_by)}."
    _tell_followers(access, course, "moede", "En mentor beder om et møde", text, f"moede-{follow_up.pk}")


def tell_of_plan(access: Access, plan: Plan) -> None:
    """A mentor has noted that the plan was made."""
    text = f"En mentor hos {plan.course.presence.enterprise} har noteret, at en individuel plan er lavet."
    _tell_followers(access, plan.course, "plan", "En individuel plan er lavet", text, f"plan-{plan.pk}-{plan.version}")


def tell_of_sheet(access: Access, sheet: AttendanceSheet) -> None:
    """The agreement's contact, who has no login, by mail; the consultant by page."""
    course = sheet.course
    subject = "En fremmødeseddel er klar" if sheet.version == 1 else "En fremmødeseddel er rettet"
    text = f"{subject} i Socialportal. Den er fra {course.presence.enterprise}, for perioden {_period(sheet)}."
    key = f"fremmoedeseddel-{sheet.pk}-{sheet.version}"
    contact = course.agreement.contact if course.agreement else None
    if contact is not None and contact.deleted_at is None:
        tell(email=contact.email, kind="fremmoedeseddel", subject=subject, text=text, key=key)
    url = reverse("agreements:sheet", args=[course.pk, sheet.period_from.isoformat()])
    _tell_followers(access, course, "fremmoedeseddel", subject, text, key, url)


def _period(sheet: AttendanceSheet) -> str:
    return f"{danish.date(sheet.period_from)} – {danish.date(sheet.period_to)}"


def _tell_followers(
    access: Access, course: Course, kind: str, subject: str, text: str, key: str, url: str = ""
) -> None:
    to = url or course.get_absolute_url()
    for user in followers_of(course.participant):
        if user.pk == access.user_id:
            continue
        tell(user=user, kind=kind, subject=subject, text=text, url=to, key=f"{key}-{user.pk}")
