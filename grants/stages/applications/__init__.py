"""The ask: one group's application to one call, its facts and its thread of messages."""
