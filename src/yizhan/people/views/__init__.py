"""Pages about people: the way in, and one's own record."""
