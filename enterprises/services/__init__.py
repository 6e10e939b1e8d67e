"""Every write about enterprises, one function a verb. Each asks the rule, refuses what no text may hold, writes, and tells
the log.

`access` is who acts (`accounts.Access`; `SYSTEM` for commands). All raise PermissionDenied when the rule says no,
ValidationError with Danish messages (by field where there is one), and Conflict when somebody else saved the record after
`expected_version` was read.
"""
