"""`make bench`: how fast the application is, measured beside a bare one with the same database queries."""
