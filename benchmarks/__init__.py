"""What eda-lint costs: its time and memory against other linters, and how they grow."""
