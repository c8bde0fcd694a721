"""The commands of Home: bringing in, drawing, following up, and a record that cannot be opened."""

from workbench.commands import LIST_MOVES, Choose, Command


class ImportList(Command):
    """Bring in a list of cases from a CSV file or a workbook."""

    keys = ("i",)
    footer = "Import a list"
    duty = "IMPORT"
    title = "Import a list"


class NewDraw(Command):
    """Draw a random sample from a population, and begin an audit of it."""

    keys = ("n",)
    footer = "New draw"
    duty = "DRAW"


class Recommendations(Command):
    """Follow what the inspectorate asked for to questions, rates, verdicts and a status."""

    keys = ("R",)
    footer = "Recommendations"


class OpenExample(Command):
    """Open the example force, Northshire: invented cases to try everything on."""

    keys = ("x",)
    footer = "Example force"
    title = "Open the example force"


class ReadAgain(Command):
    """Read the record again: after a failure, or when someone else has changed it."""

    keys = ("r",)


class RestoreBackup(Command):
    """Put the newest sound backup in the place of a record that is damaged, which is set aside."""

    keys = ("b",)
    footer = "Restore backup"


NEED_CASES = (ImportList, NewDraw, Recommendations)
NEED_THE_RECORD = (Choose, ImportList, NewDraw, Recommendations, OpenExample, *LIST_MOVES)
