"""Parts of a screen, put together from fields and words; none of them knows a feature."""
