"""Text to meaning: pure functions and tables; no files of users, no network, no Haystack."""
