"""A simulated A4 printer that speaks IPP."""
