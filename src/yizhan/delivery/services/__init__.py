"""What is done about quotas, drafts and orders, one function a use case."""
