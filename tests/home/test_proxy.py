"""Behind a proxy everybody comes from its address: what is limited by sender goes by the one it tells."""

import os
import subprocess
import sys

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory, override_settings

FORGED, REAL, PROXY = "203.0.113.9", "198.51.100.7", "10.0.0.1"


@pytest.mark.parametrize(("behind", "proxies"), [("true", "1"), ("false", "0")])
def test_the_settings_trust_our_own_proxy_only(behind: str, proxies: str) -> None:
    facts = {"SECRET_KEY": "x", "ALLOWED_HOSTS": "portal.example", "BEHIND_TLS_PROXY": behind}
    asked = "from socialportal.settings import base; print(base.ALLAUTH_TRUSTED_PROXY_COUNT)"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | facts, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == proxies


@pytest.mark.parametrize(("proxies", "address"), [(1, REAL), (0, PROXY)])
def test_the_sender_is_the_last_address_the_proxy_tells(proxies: int, address: str) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": f"{FORGED}, {REAL}"}, REMOTE_ADDR=PROXY)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert get_client_ip(request) == address
