"""Two auditors on the Score screen: which of two answers stands, and a case that another has."""

from workbench.screens.score_urgent import ScoreUrgent


class ScoreConflict(ScoreUrgent):
    """The keys for what another person did first."""

    def action_keep_theirs(self) -> None:
        """Keep what the other person saved."""
        self.act(self.at.keep_theirs)

    def action_put_mine(self) -> None:
        """Put mine in the place of what the other person saved."""
        before = self.at.scoring.place
        self.do(self.at.put_mine, lambda _: self.show_answered(before))

    def action_show_notes(self) -> None:
        """Show or hide the notes of both."""
        self.notes_shown = not self.notes_shown
        self.show()

    def action_open_anyway(self) -> None:
        """Open the case that somebody else has open."""
        self.act(lambda: self.at.move(lambda scoring: scoring.open_anyway()))
