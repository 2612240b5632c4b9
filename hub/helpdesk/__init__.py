"""呼叫帮办: calls from terminals, the words both ways, and who answers."""
