"""The simulated receipt printer, and the paper it draws on."""
