"""`make bench`: how fast the application is, measured beside a bare one that asks the database the same."""
