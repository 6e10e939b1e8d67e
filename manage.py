#!/usr/bin/env python
"""Entry point for management commands. Without DJANGO_SETTINGS_MODULE it runs the demo settings."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialportal.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
