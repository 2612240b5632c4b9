"""From a frame of a document camera to a straight page: pure functions, no device and no clock in them."""
