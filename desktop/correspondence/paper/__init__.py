"""Books to be bound, slips, stamps and labels."""
