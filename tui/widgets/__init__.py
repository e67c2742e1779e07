"""Widgets: they get plain records and post messages; none of them knows a database."""
