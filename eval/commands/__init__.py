"""The commands of ``plainterms eval``, a module for each."""
