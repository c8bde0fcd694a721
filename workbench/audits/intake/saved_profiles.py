"""The saved profiles: those shipped with the program, and a force's own in its folder.

Everything that a profile does not map is dropped when a list is read. A force's own profile goes
before a shipped one of the same name. Both are the same YAML, and the certificate of a draw
carries the same mapping as JSON.
"""

from pathlib import Path
from typing import Final

from exports.errors import ExportError
from exports.whole_files import private_folder, write_text
from workbench.audits.intake.faults import FaultCode, FaultLog
from workbench.audits.intake.profile import Profile
from workbench.audits.intake.profilemappings import profile_from_mapping, profile_to_mapping
from workbench.errors import NotSaved

SHIPPED: Final = Path(__file__).with_name("profiles")
ENDING: Final = ".yaml"


def load_profile(name: str, folder: Path | None = None) -> Profile:
    """Return a saved profile by its name.

    Args:
        name: As `profiles` lists it.
        folder: Where a force keeps its own profiles, if anywhere.

    Raises:
        IntakeFaults: There is none of that name (those there are get named), or it is faulty.
    """
    files = _files(folder)
    if name in files:
        return _read(files[name])
    log = FaultLog("--profile")
    remedy = f"There are: {', '.join(sorted(files))}."
    raise log.refuse(FaultCode.PROFILE, f'there is no profile "{name}"', remedy)


def profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """Return every saved profile in the order of the names.

    Raises:
        IntakeFaults: One of them is faulty.
    """
    return tuple(_read(file) for _, file in sorted(_files(folder).items()))


def save_profile(profile: Profile, folder: Path) -> Path:
    """Write a profile to a folder of the force's own and return the file.

    Raises:
        IntakeFaults: The profile could not be read back.
        NotSaved: The folder cannot be written.
    """
    import yaml

    mapping = profile_to_mapping(profile)
    profile_from_mapping(mapping, file=f"{profile.name}{ENDING}")
    text = yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True)
    try:
        return write_text(private_folder(folder) / f"{profile.name}{ENDING}", text)
    except OSError as error:
        problem = f"The profile cannot be saved in {folder} ({error.strerror})."
        raise NotSaved(problem, "Choose a folder that can be written.") from error
    except ExportError as error:
        problem = f"The profile cannot be saved: {error.problem}."
        raise NotSaved(problem, "Choose a folder that can be written.") from error


def _files(folder: Path | None) -> dict[str, Path]:
    folders = [SHIPPED] if folder is None else [SHIPPED, folder]
    return {file.stem: file for place in folders for file in sorted(place.glob(f"*{ENDING}"))}


def _read(file: Path) -> Profile:
    import yaml

    log = FaultLog(file.name)
    try:
        # BaseLoader makes nothing but text, lists and mappings, so `no` stays a word.
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes less than SafeLoader does
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())
        raise log.refuse(FaultCode.PROFILE, f"not readable: {problem}", "Correct it.") from error
    if not isinstance(content, dict):
        raise log.refuse(FaultCode.PROFILE, "this is not a mapping", "Correct the profile.")
    return profile_from_mapping(content, file=file.name)
