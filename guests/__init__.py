"""People without an account: links, codes, their sessions, and what they may see and send."""
