"""Pages about enterprises: thin, on top of `common.pages`."""
