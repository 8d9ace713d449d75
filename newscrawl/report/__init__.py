"""The report: what the database knows of the outlets' health, as one page of HTML.

data      the database's figures, in one pass of queries (it alone knows the store)
figures   the figures, as values
charts    figures -> Vega-Lite, drawn by the page itself
page      figures -> HTML
"""
