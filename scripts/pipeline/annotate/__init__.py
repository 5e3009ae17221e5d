"""What `locate` does for people who annotate: addresses for words, in the file of an article."""
