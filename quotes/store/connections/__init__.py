"""How a database is reached: what its URL means, how a connection is set, and what reads by one."""
