"""The forms of tera at the place of use: the application, the trip, the visit."""
