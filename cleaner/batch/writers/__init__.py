"""Writers: records in the order they come, under a hidden name until they are complete."""
