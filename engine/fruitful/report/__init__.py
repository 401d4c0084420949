"""What results say to people, as blocks that each format writes in its own way."""
