"""Measurements: the program against its limits and its peers, in real terminals."""
