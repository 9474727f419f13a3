"""Measurements of time and memory, each a program."""
