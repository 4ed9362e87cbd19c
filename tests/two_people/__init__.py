"""Everything that people of any mix of roles may try, by verb and by page, on one article."""
