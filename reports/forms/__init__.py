"""Forms of strategy and report."""
