"""Answers, comparisons and tables as people see them, in the terminal and on the web. Pure."""
