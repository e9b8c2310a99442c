"""Who and what is named: mentions, the names one article uses for one thing, pronouns and descriptions."""
