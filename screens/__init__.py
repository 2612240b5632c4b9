"""The picture: renders a `View` and sends the event of what was touched. Decides nothing.

A view is laid out by plain functions into a list of shapes and touch targets (`compose`), and a painter keeps the pixels
of the window equal to that list. There is no widget tree, so nothing can leak from one visit into the next by way of one.
"""
