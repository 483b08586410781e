"""Benchmarks on data of their own."""
