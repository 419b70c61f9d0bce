"""Papers that people go on editing, as .docx."""
