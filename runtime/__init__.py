"""What everything stands on: settings, clock, database, accounts, event log, outbox, the turn."""
