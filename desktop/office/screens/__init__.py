"""Screens of the office itself."""
