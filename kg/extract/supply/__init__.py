"""Supply: who gets how much of what from whom, by verb, noun or without a verb of its own."""
