"""Meetings: what is planned, where, with whom, and what comes of it."""
