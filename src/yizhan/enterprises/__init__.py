"""Firms of the network: their profile, contacts with consent, visits, platforms, briefings, and how stable they are."""
