"""The life of what the knowledge base says: draft, review by the owner agency, approval, publication, history."""
