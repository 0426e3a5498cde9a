"""The promise: calls, their dates, forms and rubrics, frozen when announced."""
