"""How papers and pages write a day, an hour, a number and a telephone; told here anew."""

import datetime as dt

WIB = dt.timezone(dt.timedelta(hours=7))
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def tanggal(day):
    """6 Juli 2026, in Jakarta."""
    if isinstance(day, dt.datetime):
        day = day.astimezone(WIB)
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def jam(moment):
    """09.00, of a moment in Jakarta or of a plain time."""
    if isinstance(moment, dt.datetime):
        moment = moment.astimezone(WIB)
    return f"{moment:%H.%M}"


def angka(number):
    """27,5"""
    return f"{number.normalize():f}".replace(".", ",")


def telepon(number):
    """0812-345-678, of the ten digits of a mobile number."""
    return f"{number[:4]}-{number[4:7]}-{number[7:]}"
