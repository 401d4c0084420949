"""What different answers would make of a partnership, found with a solver."""
