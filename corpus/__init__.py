"""What is known: record types, the library (files), the index (Qdrant) and the sample documents."""
