"""Deduplication: what two articles are to each other.  Pure functions."""
