"""Files that belong to documents."""
