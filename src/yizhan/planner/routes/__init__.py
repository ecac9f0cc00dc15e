"""Visit routes: which points each group sees, in which order and when, made, proven and explained.

`subsets` is exact for the dozen points of a practice base, `labels` for networks of a few hundred, `day` for groups that share
the points' room; `solve` chooses. `faults` and `worth` share no code with them.
"""
