"""Pages of needs, by who opens them."""
