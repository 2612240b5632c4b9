"""Cases at the hub: intake that never loses or doubles, and what came out of them."""
