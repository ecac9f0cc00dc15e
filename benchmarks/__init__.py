"""What the parts of the system reach, measured."""
