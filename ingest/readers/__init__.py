"""Readers: one file for each format, each the only one to know its library."""
