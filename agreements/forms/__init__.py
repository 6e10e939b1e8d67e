"""The shape of what goes in: one file a kind of record."""
