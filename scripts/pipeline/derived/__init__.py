"""The tables that follow from others."""
