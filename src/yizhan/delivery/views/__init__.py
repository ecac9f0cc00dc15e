"""Pages of quotas, drafts and orders."""
