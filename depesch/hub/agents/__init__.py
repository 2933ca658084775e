"""Agents on customers' machines: what they reported, and the alarm when one is silent."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"agents": Round(every_s=30.0, go=lazily("depesch.hub.agents.watching:watch"))}
