"""What lists of the report can be narrowed to."""
