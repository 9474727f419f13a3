"""File to records: readers, cleaning, outline, passages and the pipeline."""
