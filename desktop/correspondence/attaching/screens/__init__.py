"""How it is seen, and done by hand."""
