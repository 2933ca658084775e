"""Running: the accounts' sending, collecting and following at their timetables, side by side, until told to stop."""

from depesch.connect.running.agent import Agent
from depesch.connect.running.home import HomeTaken
from depesch.connect.running.journalled import NotResent, Status, resend, status
from depesch.connect.running.past import Wanted, history

__all__ = ["Agent", "HomeTaken", "NotResent", "Status", "Wanted", "history", "resend", "status"]
