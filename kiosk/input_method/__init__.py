"""Chinese input for the terminal's own keyboard; nothing that a resident types is kept."""
