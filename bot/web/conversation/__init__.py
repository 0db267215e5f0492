"""Questions and answers on the page: what is said, shown, remembered by the browser, and taken away as a file."""
