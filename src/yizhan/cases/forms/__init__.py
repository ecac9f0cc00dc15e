"""What those who bring cases and those who work on them type."""
