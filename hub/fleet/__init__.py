"""The terminals as a fleet: enrolment, heartbeats, who is offline, who must act."""
