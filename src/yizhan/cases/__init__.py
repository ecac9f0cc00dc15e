"""诉求: one case with a rising mechanism, the clocks that run on it, its call-back, and the rates that come of many."""
