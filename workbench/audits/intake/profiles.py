"""Everything about profiles in one place: what one is, where it comes from, how it is kept."""

from workbench.audits.intake.profile import KeptColumn, Profile, profile_from_options
from workbench.audits.intake.profilemappings import profile_from_mapping, profile_to_mapping
from workbench.audits.intake.saved_profiles import load_profile, profiles, save_profile

__all__ = [
    "KeptColumn",
    "Profile",
    "load_profile",
    "profile_from_mapping",
    "profile_from_options",
    "profile_to_mapping",
    "profiles",
    "save_profile",
]
