"""Closes the engine's process: limits on what it can use, and a second wall behind the fetcher."""

import os
import resource
import signal
import sys
import sysconfig
import tempfile
from typing import Any

_FORBIDDEN = (
    "socket.",
    "urllib.",
    "http.",
    "ftplib.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "pty.",
)


def limit(*, seconds: float, megabytes: int) -> None:
    """Processor and wall time, address space, file size, open files, no core dumps. Exceeding time kills the process."""
    cpu = max(1, int(seconds + 0.999))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)  # in case the parent is no longer there to look at its watch
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def readable_roots() -> tuple[str, ...]:
    """Folders the engine may still open: installed libraries and its own temporary folder."""
    paths = sysconfig.get_paths()
    roots = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")] + [
        tempfile.gettempdir(),
        f"/proc/{os.getpid()}",
    ]
    return tuple(sorted({os.path.realpath(root) + os.sep for root in roots}))


def refuses(event: str, args: tuple[Any, ...], roots: tuple[str, ...]) -> bool:
    """True for network, new processes, and opening a file outside `roots`."""
    if event.startswith(_FORBIDDEN):
        return True
    if event == "open" and isinstance(args[0], str | bytes):
        return not (os.path.realpath(os.fsdecode(args[0])) + os.sep).startswith(roots)
    return False


def close() -> None:
    """From here on Python code in this process that tries what `refuses` names gets a PermissionError. Cannot be undone."""
    roots = readable_roots()

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if refuses(event, args, roots):
            raise PermissionError(f"{event} is not allowed here")

    sys.addaudithook(guard)
