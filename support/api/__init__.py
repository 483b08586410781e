"""Sparring in the API: the record, the initial data of its form, and the data of its pages."""
