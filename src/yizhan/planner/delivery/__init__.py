"""The month's delivery plan: 常规配送 (regular quota) and 需求定制 (custom sessions), made, proven, explained and repaired."""
