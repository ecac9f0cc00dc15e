"""Tests of the planner, which needs no database."""
