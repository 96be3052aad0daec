"""Terraform configurations become resources: modules called, variables given, instances counted."""
