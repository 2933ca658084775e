"""Running: the accounts' sending, collecting and following at their timetables, side by side, until told to stop."""

from depesch.connect.running.agent import Agent
from depesch.connect.running.home import HomeTaken
from depesch.connect.running.journalled import NotResent, Status, history, resend, status

__all__ = ["Agent", "HomeTaken", "NotResent", "Status", "history", "resend", "status"]
