"""Terraform's functions, as far as what is built may depend on them.

Each module has a table `FUNCTIONS` of them by name; `catalogue` gathers the tables.
"""
