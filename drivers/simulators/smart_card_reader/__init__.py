"""The simulated chip card reader: cards that speak APDUs in a virtual reader under a real PC/SC service."""
