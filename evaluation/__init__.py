"""The numbers that the project stands behind: gold, metrics, benchmarks and gates."""
