"""The shape of what people write about enterprises."""
