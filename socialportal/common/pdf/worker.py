"""`python -m socialportal.common.pdf.worker SECONDS MEGABYTES`: one job on standard input, one answer on standard output."""

import gc
import logging
import os
import resource
import sys
import warnings
from types import ModuleType
from typing import Any, BinaryIO

from . import seal, wire


def answer(job: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Does the job and never raises: what went wrong is told in the header's `status` and `detail`."""
    try:
        engine = _engine()
    except OSError as error:  # cffi could not load a library
        return {"status": "library", "detail": str(error)}, []
    try:
        seal.close()
        header, blobs = wire.unpack(job.read())
        html, *rest = blobs
        assets = dict(zip(header["assets"], rest, strict=False))
        files = list(zip(header["files"], rest[len(assets) :], strict=True))
        pdf, pages, refused = engine.compose(
            html.decode(), sheet=header["sheet"], assets=assets, files=files, about=header["about"]
        )
    except MemoryError:
        return {"status": "memory", "detail": "MemoryError"}, []
    except Exception as error:  # the parent must hear of it, whatever it is
        return {"status": "failed", "detail": f"{type(error).__name__}: {error}"[:2000]}, []
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "status": "ok",
        "pages": pages,
        "refused": refused,
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 3),
        "memory_mb": _peak_megabytes(),
    }, [pdf]


def _engine() -> ModuleType:
    from . import engine  # loads Pango

    return engine


def _peak_megabytes() -> int:
    """This program's own peak (getrusage would tell the parent's, if that was larger when it forked)."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM:"))


def main(arguments: list[str]) -> None:
    """Keeps the real standard output for the answer, so that nothing a library prints can get into it."""
    seal.limit(seconds=float(arguments[0]), megabytes=int(arguments[1]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    gc.disable()  # one job, then the end: a tenth less time for a few megabytes; the limit on memory stands
    logging.disable(logging.CRITICAL)  # WeasyPrint's warnings quote the text; what was refused is told in the answer
    out.write(wire.pack(*answer(sys.stdin.buffer)))
    out.flush()
    os._exit(0)  # the temporary folder is removed by the parent; tearing down a large document takes long


if __name__ == "__main__":
    main(sys.argv[1:])
