"""Reads about activities that are worth a name."""
