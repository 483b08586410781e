"""Phase 4's resources: cases with their status, My day, timeline, dates, reminders, search."""
