"""The captured texts: tokens, addresses of passages, and finding words."""
