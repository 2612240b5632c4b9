"""Simulated devices: each stands at the far end of a real wire and speaks the device's own protocol.

They are part of the product (development, demonstration, tests) and never run on a terminal in service.
"""
