"""What the kernel knows of a process."""

from pathlib import Path


def figure(status_file, name):
    for line in status_file.read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise AssertionError(f"{status_file} has no {name}")


def resident_mebibytes(pid):
    return figure(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def own_mebibytes(pid):
    """The part that is not a file: neither the program's code nor that of its libraries."""
    return figure(Path(f"/proc/{pid}/status"), "RssAnon") / 1024


def voluntary_switches(pid):
    """How often each of its threads, by number, went to sleep."""
    return {task.name: figure(task / "status", "voluntary_ctxt_switches")
            for task in Path(f"/proc/{pid}/task").iterdir()}


def has_shadow_memory(pid):
    """The address and thread sanitizers reserve terabytes; their figures say nothing of the daemon's own."""
    return figure(Path(f"/proc/{pid}/status"), "VmSize") > 1 << 30
