"""Bank accounts of organisations: encrypted, versioned, checked and verified by two people."""
