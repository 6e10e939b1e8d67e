"""Telling people things."""

from .telling import tell, withdraw

__all__ = ["tell", "withdraw"]
