"""The month's plan and its orders: quotas, drafts, sessions, dispatch, acceptance, closing reports."""
