"""`kiosk items walk`: every item played from its guide to its end, by touches on what is shown, without a window."""
