"""An authority's partnerships looked at together."""
