"""Papers: declare, number, print, sign, issue, verify."""
