"""The organisation's resources, kept by the administrator, and each user's own account."""
