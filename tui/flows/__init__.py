"""The tagging grammar: each flow asks its questions in one line and then writes one act."""
