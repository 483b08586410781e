"""Pages about a child. Each calls the API and draws its answer."""
