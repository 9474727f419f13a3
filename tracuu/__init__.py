"""Command line, settings and wiring: the only place that knows everything."""
