"""When: dates, spans and durations, and the clause each belongs to."""
