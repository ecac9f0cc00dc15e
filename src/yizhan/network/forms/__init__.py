"""Input of the administration's pages, by what it is about."""
