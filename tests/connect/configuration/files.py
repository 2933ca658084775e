"""Configuration files of the tests: a whole one, told in XML and in TOML."""

from __future__ import annotations

from pathlib import Path

XML = """<?xml version="1.0" encoding="UTF-8"?>
<!-- The agent of two companies -->
<connect xmlns="urn:depesch:connect:1">
  <language>sv</language>
  <mail>
    <host>mail.example</host>
    <user>agent</user>
    <sender>agent@nordbygg.example</sender>
    <recipients>
      <to>astrid@nordbygg.example</to>
      <event>failed</event>
      <event>agent</event>
    </recipients>
  </mail>
  <status_page>
    <port>0</port>
  </status_page>
  <account>
    <name>nordbygg</name>
    <hub>https://hub.example</hub>
    <company>Nordbygg AB</company>
    <sending>
      <folder>/srv/nordbygg/out</folder>
      <send_mode>test</send_mode>
      <timetable>
        <every_s>2.5</every_s>
        <hours>
          <day>monday</day>
          <day>friday</day>
          <start>08:00</start>
          <end>17:30</end>
        </hours>
        <time_zone>Europe/Stockholm</time_zone>
      </timetable>
      <settle_s>1</settle_s> <!-- the ERP is slow -->
      <pattern>*.xml</pattern>
      <pattern>*.zip</pattern>
    </sending>
    <collecting>
      <folder>in</folder>
      <name>{company}/{date}_{number}</name>
      <timetable>
        <cron>0 6,18 * * mon-fri</cron>
      </timetable>
    </collecting>
  </account>
  <account>
    <name>fjordtre</name>
    <hub>http://127.0.0.1:8700</hub>
    <enabled>false</enabled>
  </account>
</connect>
"""

TOML = """# The agent of two companies
language = "sv"

[[accounts]]
name = "nordbygg"
hub = "https://hub.example"
company = "Nordbygg AB"

[[accounts.sending]]
folder = "/srv/nordbygg/out"
send_mode = "test"
settle_s = 1
patterns = ["*.xml", "*.zip"]

[accounts.sending.timetable]
every_s = 2.5
time_zone = "Europe/Stockholm"
hours = [{ days = ["monday", "friday"], start = "08:00", end = "17:30" }]

[accounts.collecting]
folder = "in"
name = "{company}/{date}_{number}"
timetable.cron = "0 6,18 * * mon-fri"

[[accounts]]
name = "fjordtre"
hub = "http://127.0.0.1:8700"
enabled = false

[mail]
host = "mail.example"
user = "agent"
sender = "agent@nordbygg.example"

[[mail.recipients]]
to = ["astrid@nordbygg.example"]
events = ["failed", "agent"]

[status_page]
port = 0
"""


def written(folder: Path, text: str, name: str = "connect.xml") -> Path:
    """Return the path of a configuration file that holds `text`."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
