"""Meetings: talks, summits, visits and calls, with who takes part, who convenes, where, when and about what."""
