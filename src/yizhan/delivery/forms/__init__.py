"""Input about quotas, drafts and orders."""
