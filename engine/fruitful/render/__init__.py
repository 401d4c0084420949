"""Renderers: they print what the advice says, and decide nothing."""
