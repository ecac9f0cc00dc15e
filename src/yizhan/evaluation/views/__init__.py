"""Pages of evaluation, by whom they are for."""
