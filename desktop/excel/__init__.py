"""A sheet into a true Excel workbook."""
