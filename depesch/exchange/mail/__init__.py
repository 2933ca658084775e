"""Mail: one message built (`message`), handed over by SMTP (`smtp`), and caught for demo and tests (`catcher`)."""
