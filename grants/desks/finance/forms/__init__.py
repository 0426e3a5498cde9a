"""Forms of the finance desk."""
