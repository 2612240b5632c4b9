"""What a `State` is made of: plain frozen records and what each can be, one a file. What is done with them is above."""
