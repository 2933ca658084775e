"""The service: the agent under systemd or as a Windows service, without anybody signed in."""
