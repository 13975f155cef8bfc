"""What must hold of the project's files as a whole: its promises to those who install it, and to the publishers."""

import json
import re
import subprocess
import tomllib

import yaml

from libyautil import paths

# names under which conda-forge has a package that the Python index calls otherwise
CONDA_NAMES = {"arabic_reshaper": "arabic-reshaper"}
WORD = re.compile(r"[^\W\d_]+")
RUN = 10  # words; a run of an article that long is its publisher's


def texts() -> list[tuple[str, str]]:
    """Return the files that belong to the project, those git tracks or would, each with its text."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    found = [(name, paths.ROOT / name) for name in names if (paths.ROOT / name).is_file()]
    assert len(found) > 20
    return [(name, path.read_text(encoding="utf-8", errors="ignore")) for name, path in found]


def bounds(requirements: list[str]) -> dict[str, str]:
    found = {}
    for requirement in requirements:
        name, bound = re.match(r"([\w.-]+)(.*)", requirement).groups()
        found[CONDA_NAMES.get(name, name)] = bound
    return found


def pyproject() -> dict:
    return tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_conda_names_the_dependencies_of_pyproject():
    environment = yaml.safe_load((paths.ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    with_pip = next(entry["pip"] for entry in environment if isinstance(entry, dict))
    conda = [entry for entry in environment if isinstance(entry, str)]
    named = bounds(conda) | bounds([entry for entry in with_pip if not entry.startswith("-")])
    project = pyproject()["project"]
    assert named == bounds(project["dependencies"]) | {"python": project["requires-python"], "pip": ""}


def test_lock_pins_every_dependency_with_hashes():
    lock = (paths.ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", lock.strip())
    names = [re.match(r"([\w.-]+)==[\w.!+]+", block) for block in blocks]
    assert all(names) and all("--hash=sha256:" in block for block in blocks)
    project = pyproject()["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    assert set(bounds(wanted)) - {match[1] for match in names} == set()
    assert not re.search(r"https?:|--index|--find-links|file:", lock)


def test_no_file_names_a_package_registry_or_somebodys_folder():
    hosts = [
        "pypi." + "org",
        "pythonhosted." + "org",
        "npmjs." + "org",
        "npmjs." + "com",
        "deb." + "debian.org",
        "conda." + "anaconda.org",
    ]
    folders = ["/" + name + "/" for name in ("work", "home", "root", "Users")]
    faults = [
        (name, word)
        for name, text in texts()
        for word in hosts + folders
        if re.search(rf"(?<![\w.]){re.escape(word)}", text)
    ]
    assert faults == []


def notebooks() -> list[tuple[str, dict]]:
    return [(name, json.loads(text)) for name, text in texts() if name.endswith(".ipynb")]


def test_notebooks_are_stripped():
    found = notebooks()
    assert found
    for name, notebook in found:
        for cell in notebook["cells"]:
            assert cell.get("id"), name
            assert not cell.get("outputs") and cell.get("execution_count") is None, name
        assert "widgets" not in notebook["metadata"], name


def test_no_run_of_a_publishers_words(shared):
    articles = [
        path.read_text(encoding="utf-8") for path in [*shared.glob("seeds/*.txt"), *shared.glob("press/**/*.txt")]
    ]
    for line in (shared / "press" / "sample.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        articles += [row["title"], row["text"]]
    assert len(articles) > 600
    theirs = {run for article in articles for run in runs(article)}
    assert [name for name, text in texts() if theirs & runs(text)] == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_readme_opens_with_the_country_and_its_links_lead_somewhere():
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\bLibya\b", readme.strip().split("\n")[0])
    assert {"make run", "make test"} <= set(re.findall(r"make \w+", readme))
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", readme) if not link.startswith("http")]
    assert [link for link in links if not (paths.ROOT / link).exists()] == []


def test_make_and_ci_agree_on_the_tests():
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert {"run", "tables", "test", "lab", "setup", "lint"} <= targets
    assert "make test" in (paths.ROOT / ".ci" / "run").read_text(encoding="utf-8")
