"""Reviewers and panel members: declare and score."""
