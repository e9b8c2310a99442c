"""Posts and ties: who is, was or will be what, where."""
