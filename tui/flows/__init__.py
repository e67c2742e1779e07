"""The tagging grammar: each flow asks its questions in one line and then writes one act.

A flow works on the desk. Nothing here draws or speaks SQL.
"""
