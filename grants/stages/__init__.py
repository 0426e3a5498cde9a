"""What happens to a grant, in order. A stage may look back, never forward."""
