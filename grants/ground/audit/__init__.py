"""Append-only evidence of every act, sealed each minute into a chain that can be verified."""
