"""Question to answer: query reading, ranking, the HTTP API and the web page."""
