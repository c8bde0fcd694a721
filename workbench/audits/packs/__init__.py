"""Case packs: files of cases that go out to be scored where no server is, and come back."""
