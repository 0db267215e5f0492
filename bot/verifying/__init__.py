"""What of a draft stands in the documents, and whether its words say more than the quotes. Pure."""
