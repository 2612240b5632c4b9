"""What each event does, grouped by what the resident is busy with."""
