"""Settings, URLs, wiring and the command line: the only package that knows every other one."""
