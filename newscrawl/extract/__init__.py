"""Extraction: the bytes of a page to an article.  Pure functions.

Kept free of imports: `newscrawl.extract` is loaded with the package itself.
"""

NO_TEXT = "no text found"  # what a page is told of where its body is empty; the ledger counts them
