"""ASGI application, for hosts that prefer it to WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialportal.settings.base")
application = get_asgi_application()
