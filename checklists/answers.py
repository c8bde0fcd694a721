"""The five answers an auditor can give. An unanswered question has none of them."""

from enum import StrEnum


class Answer(StrEnum):
    """What the record shows for one question of one case."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_EVIDENCED = "not_evidenced"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """The answer as people read it: "partly met", "not applicable"."""
        return self.value.replace("_", " ")
