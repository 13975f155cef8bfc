import os
from pathlib import Path

import pytest

from libyautil import paths

# set before matplotlib is first imported, so that every machine draws alike and no window opens
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("MPL_IGNORE_SYSTEM_FONTS", "1")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the real articles and their coding, which lies beside the project's and is not in it."""
    folder = paths.ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder.name} must lie beside the project in CI")
        pytest.skip("no folder of real articles beside the project")
    return folder
