"""Benchmarks: what we take beside what the libraries under us take, in one run. See README.md."""
