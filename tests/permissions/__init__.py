"""Who may do what, and in which state: by the rule, by the route, and as the page says it."""
