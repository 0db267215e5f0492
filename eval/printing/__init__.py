"""Results for people to read: tables, Markdown, the report card; other people's text made harmless."""
