"""The first run of a newcomer: the tests pass on a busy machine, started in any way."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, settings

from conftest import usual_signals


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
