"""A software carrier that obeys the carrier's manual. Reaches the application only by signed webhooks and its REST API."""
