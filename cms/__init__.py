"""The public site: Wagtail pages announcing calls and showing where the money went."""
