"""The four layers of checks, and which problem explains which."""
