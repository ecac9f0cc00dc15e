"""Reads that join contexts, a page at a time."""
