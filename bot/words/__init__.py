"""Plain words: hard ones explained, how hard a text reads, days as they are said."""
