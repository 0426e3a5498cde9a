"""Bank files: dataclasses in, bytes out. What is stored, sealed and recorded is the business of payments."""
