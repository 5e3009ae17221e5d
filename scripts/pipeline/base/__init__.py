"""What every step needs: problems, hints, progress, plain files, and safe writing."""
