"""What is made from the published package: exports, explorer, release."""
