"""What screens share: gates, pages by cursor, question widgets, middleware, template tags."""
