"""Dreams, goals and agreements as resources, and what the pages about them show."""
