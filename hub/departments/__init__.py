"""The departments behind the hub: one set of rules for every item, and a register that says what is on record."""
