"""Private storage of uploaded and generated files: type by content, size, digest. No URL, no owner."""
