"""Simulated code scanners."""
