"""What the terminal says aloud: from written text to a sound, with no network and nothing kept."""
