"""The command line: a command a module, registered in `app`."""
