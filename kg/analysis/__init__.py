"""Measures of the network: who is central, who belongs together, who stands between."""
