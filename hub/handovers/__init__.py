"""Tickets (转办单): what a terminal could not do, handed to a window, with an owner and a day for the answer."""
