"""Who may do what: companies in groups, users, memberships with roles, API tokens; every row knows its company."""
