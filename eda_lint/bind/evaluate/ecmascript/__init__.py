"""What JavaScript and TypeScript have of their own: modules, SDK clients, built-ins, wrappers."""
