"""The shape of what goes in."""
