"""Columns of the report's lists."""
