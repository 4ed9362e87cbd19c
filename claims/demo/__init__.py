"""The demo newsroom: fiction, written for this project."""
