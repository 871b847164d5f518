"""Filters of dates, times, money and numbers; an empty value prints nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.dateparse import parse_date, parse_datetime

from metrologi.clock import indonesia
from metrologi.clock.duration import Duration

register = template.Library()


def _moment(value: Any) -> Any:
    """The value as date or datetime; None for anything else.

    ISO text is read too, since a paper's payload keeps moments as text.
    """
    if isinstance(value, str):
        return parse_datetime(value) if "T" in value else parse_date(value)
    return value if isinstance(value, date) else None


@register.filter
def waktu(value: Any) -> str:
    """Selasa, 17 Maret 2026 pukul 13.05 WIB; a plain date without the hour."""
    moment = _moment(value)
    if isinstance(moment, datetime):
        return indonesia.waktu(moment)
    return indonesia.hari_tanggal(moment) if moment else ""


@register.filter
def waktu_singkat(value: Any) -> str:
    """17 Mar 2026 13.05"""
    moment = _moment(value)
    if isinstance(moment, datetime):
        return indonesia.waktu_singkat(moment)
    return indonesia.tanggal(moment) if moment else ""


@register.filter
def tanggal(value: Any) -> str:
    """17 Maret 2026"""
    moment = _moment(value)
    return indonesia.tanggal(moment) if moment else ""


@register.filter
def hari_tanggal(value: Any) -> str:
    """Selasa, 17 Maret 2026"""
    moment = _moment(value)
    return indonesia.hari_tanggal(moment) if moment else ""


@register.filter
def jam(value: Any) -> str:
    """13.05"""
    moment = _moment(value)
    return indonesia.jam(moment) if isinstance(moment, datetime) else ""


@register.filter
def rupiah(value: Any) -> str:
    """Rp1.500.000"""
    number = _number(value)
    return "" if number is None else indonesia.rupiah(int(number))


@register.filter
def angka(value: Any, decimals: int | None = None) -> str:
    """1.234,5"""
    number = _number(value)
    return "" if number is None else indonesia.angka(number, decimals)


def _number(value: Any) -> Decimal | None:
    if value is None or value == "" or isinstance(value, float):
        return None
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return number if number.is_finite() else None


@register.filter
def durasi(value: Any) -> str:
    """Minutes, a timedelta or a Duration in words."""
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, timedelta):
        value = value // timedelta(minutes=1)
    return indonesia.durasi(value) if isinstance(value, int) else ""
