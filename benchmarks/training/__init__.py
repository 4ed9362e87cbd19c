"""Where the shipped weights come from: one command for each file of weights."""
