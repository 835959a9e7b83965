"""Golden calls against the whole house: through its webhooks, and through the local carrier with real speech."""
