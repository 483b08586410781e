"""Dreams, goals and agreements as resources, and the data of their pages."""
