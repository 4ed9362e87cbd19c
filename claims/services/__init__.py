"""Every write, one function per newsroom verb: keyword-only, ``by=``, atomic, audited inside."""
