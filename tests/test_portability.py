"""The program imports on systems that are not POSIX."""

import subprocess
import sys

ABSENT = ("fcntl", "termios", "pwd", "grp", "resource", "tty", "pty", "syslog", "readline", "curses")
"""Modules of the standard library that Windows does not have."""
CODE = """
import importlib, pkgutil, sys
import logging, shutil, subprocess, tempfile  # of the standard library, which goes without them itself
sys.modules.update(dict.fromkeys(sys.argv[1].split()))
import spmsg
names = [found.name for found in pkgutil.walk_packages(spmsg.__path__, "spmsg.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_every_module_imports_without_the_modules_that_windows_lacks() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CODE, " ".join(ABSENT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 80
