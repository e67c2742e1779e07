"""Suggesters that ship but are off until the analyst's settings name them; nothing else imports them."""
