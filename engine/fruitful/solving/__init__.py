"""Questions about answers that are not given, or not given yet, put to a solver."""
