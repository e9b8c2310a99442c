"""Events in the 16 PLOVER types, and what a saying does."""
