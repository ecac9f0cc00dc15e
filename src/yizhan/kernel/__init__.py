"""What every context stands on: clock, calendar, refusals, states, events, access. No models, no pages."""
