"""The month of a whole city: districts apart, and what they have in common."""
