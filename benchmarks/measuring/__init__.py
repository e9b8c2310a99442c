"""How well the graph says what texts say: the parts of `benchmarks/accuracy.py` and `benchmarks/calibrate.py`."""
