"""The one place where tests touch what Textual keeps to itself."""

from textual.app import App


def screen_text(app: App[None]) -> str:
    """Return what is visible on the screen, as lines of plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
