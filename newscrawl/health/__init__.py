"""Health: is an outlet today out of line with its own past?  Counts and looks in, alarms in words out."""

from newscrawl.health.assess import Assessment, assess, verdict
from newscrawl.health.history import Day, History, Look, Pause, SourceFault
from newscrawl.health.words import Alarm

__all__ = ["Alarm", "Assessment", "Day", "History", "Look", "Pause", "SourceFault", "assess", "verdict"]
