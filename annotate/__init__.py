"""Event annotation from schema to dataset."""
