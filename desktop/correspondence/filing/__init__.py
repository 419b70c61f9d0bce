"""Case files: the yearly plan, what lies in a file, the archive."""
