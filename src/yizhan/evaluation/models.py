"""Tables of what people say afterwards."""
