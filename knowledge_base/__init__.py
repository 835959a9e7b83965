"""What the government offers: the one definition of every service, its answer card, and the search over all of them."""
