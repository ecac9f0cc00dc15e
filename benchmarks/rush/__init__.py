"""Sign-up in a rush, over HTTP against the real web server, beside what the database alone can do."""
