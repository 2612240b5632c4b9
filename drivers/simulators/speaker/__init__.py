"""A simulated loudspeaker."""
