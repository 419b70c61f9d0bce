"""Vietnamese text, words in three languages."""
