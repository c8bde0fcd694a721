"""Property tests here may load scipy in their first example, which is slow once."""

from hypothesis import settings

settings.register_profile("arithmetic", deadline=None)
settings.load_profile("arithmetic")
