"""Pages under `/konto/`."""
