"""The office itself and whom it writes to."""
