"""The walk over the syntax of a clause: arguments, light verbs, and whether it is so and who says it."""
