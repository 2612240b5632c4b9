"""Taking in what comes from terminals: a case, a batch of them, what was rescued from a lost one."""
