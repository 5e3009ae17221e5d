"""Layer 4: rules over all tables together."""
