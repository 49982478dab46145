"""Many pages: readers give items, workers clean them, writers keep the records in order."""
