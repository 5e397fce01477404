"""Modules that code of CPython imports: some are compiled, some run there."""
