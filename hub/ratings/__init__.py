"""好差评: keeping ratings as they were given, and handing them on in the words of another system."""
