"""Reading files of cases: JSON lines and YAML, every row checked, every fault named with its line."""
