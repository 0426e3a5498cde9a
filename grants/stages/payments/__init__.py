"""The money out: batches approved by two people, sealed files, cleared payments."""
