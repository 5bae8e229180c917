"""Files of our own: private from the start, and where SQLite can keep its word."""

import os
from pathlib import Path

from spmsg.errors import LocalStateError

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone"}


def private_file(path: Path) -> None:
    """Make the file at `path`, and the folder that it is in, if they are not there: 0600 and 0700.

    What is there already keeps its mode: whoever made it may share it on purpose. Raises OSError.
    """
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_RDWR, 0o600))
    except FileExistsError:
        return  # another process was faster
    # The file's name must outlive a power cut as much as its content
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def refuse_network_filesystem(path: Path) -> None:
    """Raises LocalStateError where two machines could open the file and not see each other's locks.

    SQLite's WAL keeps its index in memory that only one machine's processes share: "WAL does not work over a
    network filesystem" (https://www.sqlite.org/wal.html). Known on Linux alone, by /proc/self/mountinfo.
    """
    try:
        device = path.stat().st_dev
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    number = f" {os.major(device)}:{os.minor(device)} "
    for line in mounts.splitlines():
        if number in line:
            kind = line.partition(" - ")[2].split(" ", 1)[0]
            if kind in _NETWORK:
                raise LocalStateError(
                    f"The ledger {path} is on a network filesystem ({kind}), where SQLite cannot keep "
                    "two machines apart.",
                    hint="Name a file on a local disk with SPMSG_LEDGER, or, for several machines, "
                    "a postgresql://… database.",
                )
            return
