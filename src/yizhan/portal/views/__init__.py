"""Pages that join contexts."""
