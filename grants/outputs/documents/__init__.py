"""Letters, agreements and receipts as tagged PDF. Reads only."""
