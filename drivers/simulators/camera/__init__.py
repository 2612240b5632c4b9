"""A simulated network camera: a desk drawn at run time, sent as MJPEG over HTTP."""
