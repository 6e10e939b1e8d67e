"""Pages of strategy and report."""
