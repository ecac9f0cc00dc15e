"""Pure decisions of evaluation, by what they decide; time is an argument."""
