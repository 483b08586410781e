"""The child's resources."""
