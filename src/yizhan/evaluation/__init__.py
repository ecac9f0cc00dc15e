"""Evaluation: what those who came said of it, what is published about that, and what it means for the next plan."""
