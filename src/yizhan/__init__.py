"""Yizhan (驿站): the system that runs a network of community service stations in a city's office buildings."""
