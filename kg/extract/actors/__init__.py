"""Who acts: from a noun phrase to the states, bodies, groups and persons that it stands for."""
