"""The explorer: one page on which the package can be looked at, and the figures, from the published tables.

payload    what the page and the figures know, as columns of plain values
question   the answer that stands on top, counted
matrix     exercise by muscle: which claim and which finding stands in which cell
charts     the charts as Vega-Lite, the same for page and figures
page       the page from assets/, vendor/ and payload
figures    the charts as SVG and PNG
"""
