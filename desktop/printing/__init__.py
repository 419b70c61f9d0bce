"""A sheet on paper: one layout for printer, PDF and preview."""
