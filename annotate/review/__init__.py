"""Agreement, adjudication, and what a reading breaks."""
