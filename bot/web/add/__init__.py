"""Adding terms through the page: what is found in a file, a pasted text or an address, shown before it is kept."""
