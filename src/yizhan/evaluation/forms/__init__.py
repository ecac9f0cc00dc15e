"""Input of evaluation, by what it is about."""
