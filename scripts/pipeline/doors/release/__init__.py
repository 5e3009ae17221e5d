"""Versions compared, and the release of one."""
