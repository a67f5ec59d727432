"""An invented town with every fact filled in, made by a seeded generator."""
