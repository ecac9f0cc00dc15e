"""Pure decisions about plans and orders; time is an argument."""
