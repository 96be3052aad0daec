"""What a run found, written down: one pure function per format."""
