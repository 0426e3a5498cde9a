"""What the judgement goes by: pure functions and literal tables, by noun."""
