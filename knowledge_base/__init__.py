"""What the government offers: service definitions, articles, search."""
