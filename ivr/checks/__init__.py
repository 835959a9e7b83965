"""What an inspection looks for: one kind of mistake a file, each a function from a flow to located issues."""
