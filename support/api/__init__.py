"""Sparring in the API: the record, what its form starts from, and what its pages show."""
