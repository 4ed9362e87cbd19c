"""Many hands at once on the same claims: who acts, what they do, and what must hold afterwards.

The tests let them work for ten seconds, `make bench` for a minute; both judge by the same rules.
"""
