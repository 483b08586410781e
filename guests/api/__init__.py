"""Links in the API: guests' own resources, and the coordinator's."""
