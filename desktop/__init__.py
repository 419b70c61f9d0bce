"""Sổ Văn, the records manager of a provincial People's Committee office."""
