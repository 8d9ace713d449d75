"""Extraction: the bytes of a page to an article.  Pure functions.

Kept free of imports: `newscrawl.extract` is loaded with the package itself.
"""
