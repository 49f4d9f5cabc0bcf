"""Label Studio: its screen, its tasks, its server."""
