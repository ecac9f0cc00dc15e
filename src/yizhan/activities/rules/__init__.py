"""Pure decisions about activities: time is an argument."""
