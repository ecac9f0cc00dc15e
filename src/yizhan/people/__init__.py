"""People: accounts by phone, dated roles by scope, consents, tokens, and the ledger of who did what and why."""
