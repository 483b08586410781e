"""Speed, measured on data of its own."""
