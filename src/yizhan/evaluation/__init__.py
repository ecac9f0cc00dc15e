"""What people say afterwards, and what follows: ratings, call-backs, scorecards, surveys, improvement tasks, weights."""
