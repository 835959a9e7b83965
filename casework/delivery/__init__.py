"""The way of a case to its agency, by the agency's own `delivery`: a folder, an HTTP service or a mailbox. docs/agencies.md is the agencies' side."""
