"""A page for the ear and the keypad: what is said of it, in which order, and what a key does. Knows no Kivy."""
