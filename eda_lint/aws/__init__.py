"""What AWS services mean: one module per service, gathered by `catalogue`."""
