"""Forms of the register: a business and its places, one instrument, many instruments."""
