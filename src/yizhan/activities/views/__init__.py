"""Pages of activities, one module for each kind of work."""
