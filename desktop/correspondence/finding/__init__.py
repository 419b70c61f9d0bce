"""Finding: written questions, saved views, near misses, phrases."""
