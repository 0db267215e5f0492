"""Two versions side by side, clause by clause, in plain words."""
