"""The people's door: presence, routing, desk."""
