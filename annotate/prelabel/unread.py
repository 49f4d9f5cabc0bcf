"""What is raised at the end where some articles could not be read."""

from annotate.errors import Faults


class Unread(Faults):
    """Articles that an engine could not read, one line each; raised once it has yielded the readings of all others."""
