"""What a question means: the services and documents it names, what it follows, and whether terms can decide it."""
