"""The dialogue: what is said next, and what is wanted. Pure: no I/O, no clock, no other room."""
