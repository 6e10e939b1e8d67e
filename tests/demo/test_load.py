"""The demo goes in through the services, once, and leaves alone what a user changed."""

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Course, Outcome, Placement
from enterprises.models import Enterprise, Presence, Task
from enterprises.services.task import TOLD
from reports.models import AnnualReport, Section
from socialportal.accounts.models import User
from socialportal.audit.chain import broken_links
from socialportal.audit.models import Entry
from socialportal.common import danish
from socialportal.home.demo.people import logins
from socialportal.notices.models import Notice

pytestmark = pytest.mark.django_db


def counts():
    return [model.objects.count() for model in (Enterprise, Presence, Course, Outcome, Placement, Section, User, Entry)]


def test_it_can_be_repeated_and_keeps_what_a_user_changed(demo):
    Enterprise.objects.filter(slug="bevar").update(name="BEVAR Design")
    Placement.objects.first().delete()
    before = counts()
    call_command("demo")
    assert counts() == before
    assert Enterprise.objects.get(slug="bevar").name == "BEVAR Design"


def test_everything_in_it_is_in_an_unbroken_log(demo):
    assert list(broken_links()) == []
    assert Entry.objects.filter(actor=None, model__startswith="agreements").count() == 0


def test_all_logins_work(demo, client):
    for email, _ in logins():
        assert client.login(email=email, password="socialoekonomi-2018"), email


def test_it_says_what_was_constructed(demo):
    assert not Course.objects.filter(source_note="").exists()
    assert not Placement.objects.filter(source_note="").exists()
    assert AnnualReport.objects.get().sections.get(key="constructed").text


def test_what_was_told_of_a_task_names_the_deadline_on_its_page(demo):
    tasks = list(Task.objects.exclude(published_on=None))
    assert Task.Outcome.BOUGHT in {task.outcome for task in tasks}
    for task in tasks:
        for notice in Notice.objects.filter(url=task.get_absolute_url(), kind=TOLD):
            assert danish.date(task.deadline) in notice.text, task


def test_it_is_refused_in_production(settings):
    settings.SOCIALPORTAL_DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="SOCIALPORTAL_DEMO"):
        call_command("demo")
    assert not User.objects.exists()
