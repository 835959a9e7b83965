"""What the public gets done: cases, their reference numbers, their way to the agency, and the satisfaction survey."""
