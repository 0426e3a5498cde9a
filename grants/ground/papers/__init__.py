"""Papers of an organisation (constitution, accounts, policies, insurance), each with the day until which it counts."""
