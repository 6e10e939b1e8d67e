"""Every write of accounts that means something: one function a verb, one room a subject."""
