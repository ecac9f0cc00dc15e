"""Pages and answers of interop."""
