"""Readers of the second-generation resident ID card and its three sisters, by the SAM module's serial
protocol."""
