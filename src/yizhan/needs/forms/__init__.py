"""Input about needs, by what it is for."""
