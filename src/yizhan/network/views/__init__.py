"""Pages of the network's administration."""
