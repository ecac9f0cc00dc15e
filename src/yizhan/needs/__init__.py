"""What people want: needs and who has them, walks, surveys, lists of a month, claims and projects."""
