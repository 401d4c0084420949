"""Pages for a browser and for paper: one file each, complete in itself, that runs nothing."""
