"""Reads of quotas, drafts and deliveries."""
