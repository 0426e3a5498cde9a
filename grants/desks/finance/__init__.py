"""Finance staff: funds, bank checks, payment batches, exports."""
