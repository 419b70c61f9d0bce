"""Incoming and outgoing documents."""
