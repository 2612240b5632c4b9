"""预约: places at desks, tickets, and what a ticket that is shown is worth."""
