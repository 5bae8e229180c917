"""Completion: what TAB offers, from local state alone. It loads neither Typer nor a command."""
