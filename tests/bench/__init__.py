"""How much each page costs, in queries and in multiples of the least Django page, and how it grows with the house."""
