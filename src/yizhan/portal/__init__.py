"""Pages that join contexts and decide nothing: home, stations, my page, the desk."""
