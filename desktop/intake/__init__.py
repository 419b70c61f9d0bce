"""Intake: a workbook or a table as text is read, matched with fields, and taken in."""
