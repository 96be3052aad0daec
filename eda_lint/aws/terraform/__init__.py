"""What Terraform's resources mean: each as the resource that the service modules read."""
