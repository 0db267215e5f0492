"""What a sentence says, by rule: the same words, assertion or denial, force, numbers, plainness. Pure."""
