"""Papers of an organisation: its constitution, accounts, policies, insurance, each with the day until which it counts."""
