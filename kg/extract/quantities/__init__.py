"""How much: numbers, shares, units, currencies, bounds, ranges and rates."""
