"""Suggestions: what rules propose in a text for an analyst to accept, edit or reject.

Here live the rules and what they know: quotes, names, dates and the targets of stances, from a text and a codebook
alone. Nothing here reads a file of the user's, asks a network or writes an annotation.
"""
