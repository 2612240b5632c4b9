"""What terminals call: one file a path of `contract/wire.py`."""
