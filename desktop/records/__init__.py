"""What a record is: fields, drafts, checks, changes, queries. No Qt and no SQL."""
