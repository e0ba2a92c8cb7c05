"""The first run of a newcomer: the versions it installs are known, and no luck is needed."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, settings

from conftest import tracked, usual_signals

# --- a quiet machine is not needed ---------------------------------------------------------------


def test_no_property_fails_because_a_machine_is_busy() -> None:
    """Properties try the same examples on every machine, however long one takes."""
    usual = settings()
    assert (usual.deadline, usual.derandomize) == (None, True)
    assert HealthCheck.too_slow in usual.suppress_health_check


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_answered_however_the_tests_were_started(number: signal.Signals) -> None:
    """Under `nohup`, or in the background of a script, a test of Ctrl-C tries the same thing."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"import os; os.kill(os.getpid(), {int(number)}); print('on')"],
            preexec_fn=usual_signals, capture_output=True, check=False,
        )  # fmt: skip
    finally:
        signal.signal(number, before)
    assert (done.returncode, done.stdout) == (-number, b"")


# --- which files ---------------------------------------------------------------------------------


def binary(raw: bytes) -> bool:
    """Whether these bytes are no text."""
    try:
        return "\0" in raw.decode("utf-8")
    except UnicodeDecodeError:
        return True


def test_no_file_is_binary_but_the_pictures() -> None:
    """Everything that is handed on can be read by a person, the pictures of the sheets aside."""
    seen = {name for name, raw in tracked().items() if binary(raw)}
    assert {name for name in seen if not re.fullmatch(r"docs/.+\.(png|jpg)", name)} == set()
    assert "docs/pictures/poster.png" in seen
