"""The post book and the book of loans."""
