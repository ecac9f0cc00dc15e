"""The places of the network: district, zones, buildings, stations, rooms, hours, and how a station is admitted."""
