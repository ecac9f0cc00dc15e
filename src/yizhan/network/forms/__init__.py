"""Input about the network: forms of pages, and rows of imported tables."""
