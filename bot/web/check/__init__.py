"""What the page shows of the verdicts on a claim."""
