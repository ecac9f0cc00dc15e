"""Cases: how fast their clocks are read anew, and the desk's inbox among a million of them."""
