"""Draw one Arabic label with the matplotlib at hand: run by test_charts.py under two versions of it."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402

# by its file: the other matplotlib's environment has neither the package nor what the rest of it needs
sys.path.insert(0, str(Path(__file__).parent.parent / "libyautil"))
from arabic import display_text  # noqa: E402


def draw(text: str, path: str) -> None:
    plt.rcParams.update({"font.family": "DejaVu Sans", "text.hinting": "none", "text.hinting_factor": 1})
    figure = plt.figure(figsize=(9, 1.2), dpi=100)
    figure.text(0.5, 0.5, text, fontsize=36, ha="center", va="center", parse_math=False)
    figure.savefig(path)
    plt.close(figure)


if __name__ == "__main__":
    draw(display_text(sys.argv[1]), sys.argv[2])
    print(matplotlib.__version__)
