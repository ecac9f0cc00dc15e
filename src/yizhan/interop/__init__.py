"""Interop: the network spoken in other people's languages. Open311 GeoReport v2 over cases, and the keys by which programs post."""
