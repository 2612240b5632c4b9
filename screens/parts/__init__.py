"""The pieces that pages are built of; one idea a file."""
