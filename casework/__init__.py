"""What the public gets done: cases, their states, and their delivery to agencies."""
