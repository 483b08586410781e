"""The outbox and the reminders with a real worker, a real broker and real failures."""
