"""Sign in, second factor, invitations, my details."""
