"""Tests of the visit routes."""
