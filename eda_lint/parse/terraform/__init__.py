"""Terraform: configurations, values of variables, and what Terraform itself prints as JSON."""
