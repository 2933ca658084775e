"""Direct connections: a company's own systems come in over SFTP, FTP or an HTTPS drop, each with a login of its own."""
