"""The demo: Slagelse's records of 2018, taken in the same way as a user's."""
