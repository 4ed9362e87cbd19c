"""Wiring only: settings, addresses, servers. The newsroom's own code is in `claims`."""
