"""Agents on customers' machines: what they reported, and the alarm when one is silent."""
