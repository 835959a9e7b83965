"""Asking other people's HTTP services for a flow: which hosts may be called, where a name really leads, and the call itself."""
