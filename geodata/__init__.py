"""Japanese places: addresses, towns, 日常生活圏域 and how far a person gets. Knows nothing of services."""
