"""What the planner reaches, measured."""
