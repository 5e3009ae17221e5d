"""The explorer: one page to look at the package, and the figures, both from the published tables.

payload                what the page and the figures know, as columns of plain values
asked                  the propositions of each question, and which question leads
position_words         what articles answer to questions, in words and as signs
answer_words           what studies answer to questions, in words and as signs
question_sentences     three sentences on each question
first_rows, first_html the first screen: its rows, and its HTML, which needs no script
cited                  how to cite the dataset and each article
matrix, matrix_layout  exercise by muscle: the claims and findings of each cell; rows and columns
frames                 the tables as DataFrames, and their values as JSON has them
row_tables             the tables as rows, for what is derived from them
against                the studies that a claim runs against
chart_rows             the rows behind the charts
plot_rows              the rows behind the effect direction plot
chart_style            what all charts have in common
charts, topic_charts   the charts as Vega-Lite, the same for page and figures
page                   the page from assets/, vendor/ and payload
matrix_picture         the matrix as a figure
direction_picture      the effect direction plot as a figure
table_diagram          the tables and their keys as a figure
figures                the figures as SVG and PNG
"""
