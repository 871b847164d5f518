"""Filters of dates, times, money and numbers, and the time that is left; an empty value prints nothing."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.template import Context
from django.utils.dateparse import parse_date, parse_datetime

from metrologi.clock import indonesia
from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.duration import Duration
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now

register = template.Library()


def _moment(value: Any) -> Any:
    """A date or datetime, also from the ISO text that a paper's payload keeps; None for anything else."""
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


@register.filter(name="sisa")
def sisa_filter(value: Any, calendar: WorkCalendar | None = None) -> str:
    """{{ due_at|sisa:calendar }}, with the calendar from the view; without it, that of every unit (one query a use)."""
    if not isinstance(value, datetime):
        return ""
    return indonesia.sisa((calendar or calendar_for(None)).minutes_between(now(), value))


@register.simple_tag(name="sisa", takes_context=True)
def sisa_tag(context: Context, value: Any, uml_id: int | None = None) -> str:
    """{% sisa case.due_at case.uml_id %}: each unit's calendar is fetched once a page, however long the list."""
    request = context.get("request")
    known = request.__dict__.setdefault("_calendars", {}) if request is not None else {}
    if uml_id not in known:
        known[uml_id] = calendar_for(uml_id)
    return sisa_filter(value, known[uml_id])
