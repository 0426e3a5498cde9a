"""The purse: funds, sources, restrictions, and an append-only ledger with balances."""
