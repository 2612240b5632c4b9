"""Certificates: what a department states, as a PDF/A that anybody can verify."""
