"""What groups fill in on the portal."""
