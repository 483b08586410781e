"""The organisation's resources, kept by the administrator, and everybody's own account."""
