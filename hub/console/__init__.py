"""Pages for people: helpers, maintenance staff, and anybody who verifies a certificate."""
