"""Tests of the monthly delivery plan."""
