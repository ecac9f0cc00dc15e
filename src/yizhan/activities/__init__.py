"""Dated things people take part in: activities, sign-up, lottery, waiting list, check-in, rooms that are booked."""
