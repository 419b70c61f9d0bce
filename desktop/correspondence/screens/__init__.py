"""The tab of correspondence."""
