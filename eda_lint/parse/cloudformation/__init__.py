"""CloudFormation and SAM: YAML and JSON templates, and the documents that stand beside them."""
