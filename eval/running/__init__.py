"""Parts of a run: how a case is asked, what it may cost, what is kept while it goes, what it was made with."""
