"""Pages of the work: get the scoped record, call the service, choose the template."""
