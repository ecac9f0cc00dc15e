"""The city's planner."""
