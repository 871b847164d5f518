"""Loans, returns and letters of the past get their log and hash chain, marked as taken over.

Each row of the log says what the old row knew: the step, the person, the moment. What was not kept
(working minutes, who cancelled a loan) is left empty and not invented.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

WIB = ZoneInfo("Asia/Jakarta")
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
# What the seal of a log row covers, as the portal sealed rows when this was written.
SEALED = (
    "case_type_id",
    "case_id",
    "urut",
    "machine",
    "uml_id",
    "step",
    "label",
    "actor_id",
    "role",
    "sifat",
    "source",
    "target",
    "note",
    "data",
    "minutes",
    "prev_hash",
)
TAKEN_OVER = {"diambil_alih": True}
SYSTEM = "sistem"
GUDANG = ("administrasi", "admin_satker")
PENGUSUL = (*GUDANG, "penera", "kepala")
# A loan that nobody confirmed is looked for by the store from then on.
TUNGGU = timedelta(days=4)
TANPA_PELAKU = "Pelakunya tidak tercatat pada rilis sebelumnya."


def seal(row):
    body = {name: getattr(row, name) for name in SEALED}
    body["at"] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Log:
    """Writes the log of one kind of case, and numbers the cases by year of their opening."""

    def __init__(self, apps, model, machine, pattern):
        self.apps, self.machine, self.pattern = apps, machine, pattern
        self.model = apps.get_model("perlengkapan", model)
        self.jejak = apps.get_model("workflow", "Jejak")
        self.posts = apps.get_model("accounts", "Penugasan")
        kinds = apps.get_model("contenttypes", "ContentType")
        self.kind, _ = kinds.objects.get_or_create(app_label="perlengkapan", model=model)
        self.count = defaultdict(int)

    def take_over(self, case, status, steps, due_at=None):
        """`steps` are (name, label, actor, roles, source, target, at, note), oldest first."""
        year = case.created_at.astimezone(WIB).year
        self.count[case.uml_id, year] += 1
        case.nomor = self.pattern.format(urut=self.count[case.uml_id, year], tahun=year)
        case.kode_akses = "".join(secrets.choice(ALPHABET) for _ in range(10))
        for step in steps:
            self._append(case, *step)
        case.status_since, case.due_at = steps[-1][6], due_at
        names = (
            "uml_id",
            "nomor",
            "kode_akses",
            "created_by_id",
            "created_at",
            "status_since",
            "due_at",
            "log_count",
            "log_head",
        )
        values = {name: getattr(case, name) for name in names}
        self.model.objects.filter(pk=case.pk).update(status=status, **values)

    def _append(self, case, name, label, actor_id, roles, source, target, at, note):
        role, sifat = self._role(actor_id, case.uml_id, roles, at)
        row = self.jejak(
            case_type_id=self.kind.pk,
            case_id=case.pk,
            urut=case.log_count + 1,
            machine=self.machine,
            uml_id=case.uml_id,
            step=name,
            label=label,
            actor_id=actor_id,
            role=role,
            sifat=sifat,
            source=source,
            target=target,
            note=note,
            data=TAKEN_OVER,
            at=at,
            minutes=0,
            prev_hash=case.log_head,
        )
        row.hash = seal(row)
        row.save(force_insert=True)
        case.log_count, case.log_head = row.urut, row.hash

    def _role(self, actor_id, uml_id, roles, at):
        """The role held at the unit on that day, and in what manner; the first of `roles` if none."""
        if actor_id is None:
            return SYSTEM, ""
        day = at.astimezone(WIB).date()
        held = self.posts.objects.filter(user=actor_id, uml=uml_id, mulai__lte=day)
        held = held.exclude(sampai__lt=day).order_by("mulai", "pk")
        by_role = {post.role: post.sifat for post in held}
        role = next((r for r in roles if r in by_role), roles[0])
        return role, by_role.get(role, "")

    def keep_counting(self):
        """The next case of a year gets the next number."""
        counters = self.apps.get_model("documents", "Penghitung")
        for (uml, tahun), urut in self.count.items():
            counters.objects.update_or_create(
                uml_id=uml,
                code=f"perkara-{self.machine}",
                tahun=tahun,
                defaults={"urut": urut},
            )


def loans(apps, schema_editor):
    rows = apps.get_model("perlengkapan", "PinjamCtt").objects.select_related("ctt")
    if not rows.exists():
        return
    log = Log(apps, "pinjamctt", "pinjam_ctt", "PCTT/{urut:05}/{tahun}")
    for loan in rows.order_by("created_at", "pk"):
        loan.uml_id = loan.ctt.uml_id
        steps = list(_steps_of_loan(loan))
        status = steps[-1][5]
        due_at = loan.created_at + TUNGGU if status == "menunggu" else None
        log.take_over(loan, status, steps, due_at)
    log.keep_counting()


def _steps_of_loan(loan):
    giver, penera = loan.created_by_id, loan.penera_id
    at_end, at_return = (loan.catatan, "") if loan.diperiksa_at else ("", loan.catatan)
    yield "serahkan", "Serahkan cap", giver, GUDANG, "", "menunggu", loan.created_at, ""
    if loan.dibatalkan_at:
        at = loan.dibatalkan_at
        yield "batalkan", "Batalkan", None, GUDANG, "menunggu", "batal", at, TANPA_PELAKU
    if loan.diterima_at:
        at = loan.diterima_at
        yield "terima", "Saya terima", penera, ("penera",), "menunggu", "dipinjam", at, ""
    if loan.kembali_at:
        at = loan.kembali_at
        source, target = "dipinjam", "dikembalikan"
        yield "kembalikan", "Kembalikan", penera, ("penera",), source, target, at, at_return
    if loan.diperiksa_at:
        at, by, label = loan.diperiksa_at, loan.diperiksa_oleh_id, "Diperiksa dan disimpan"
        yield "periksa", label, by, GUDANG, "dikembalikan", "selesai", at, at_end


def returns(apps, schema_editor):
    rows = apps.get_model("perlengkapan", "PengembalianCtt").objects.order_by("created_at", "pk")
    if not rows.exists():
        return
    log = Log(apps, "pengembalianctt", "pengembalian_ctt", "KCTT/{urut:03}/{tahun}")
    papers = _first_papers(apps, log.kind)
    for row in rows:
        by, at = row.created_by_id, row.created_at
        steps = [("catat", "Catat pengembalian", by, GUDANG, "", "tercatat", at, "")]
        if paper := papers.get(row.pk):
            label, done = "Terbitkan berita acara", paper.issued_at
            steps.append(
                ("terbitkan", label, paper.issued_by_id, GUDANG, "tercatat", "selesai", done, "")
            )
        log.take_over(row, steps[-1][5], steps)
    log.keep_counting()


def _first_papers(apps, kind):
    papers = apps.get_model("documents", "Dokumen").objects.filter(case_type_id=kind.pk)
    return {paper.case_id: paper for paper in papers.order_by("-issued_at", "-pk")}


def letters(apps, schema_editor):
    rows = apps.get_model("perlengkapan", "Usulan").objects.select_related("penarikan")
    if not rows.exists():
        return
    log = Log(apps, "usulan", "penarikan", "PU/{urut:05}/{tahun}")
    for letter in rows.order_by("penarikan__created_at", "pk"):
        recall, status = letter.penarikan, letter.status
        letter.created_by_id, letter.created_at = recall.oleh_id, recall.created_at
        opened = ("usulkan", "Usulkan surat", recall.oleh_id, PENGUSUL)
        steps = [(*opened, "", "menunggu", recall.created_at, "")]
        if status != "menunggu":
            steps.append(_decision(letter, status))
        log.take_over(letter, status, steps)
    log.keep_counting()


def _decision(letter, status):
    name, label = {
        "disetujui": ("setujui", "Setujui dan tandatangani"),
        "ditolak": ("tolak", "Tidak disetujui"),
    }[status]
    by, at = letter.diputus_oleh_id, letter.diputus_at
    return name, label, by, ("kepala",), "menunggu", status, at, letter.alasan


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("perlengkapan", "0005_perkara_kolom"),
        ("workflow", "0002_jejak_hanya_bertambah"),
    ]

    operations = [
        migrations.RunPython(loans, migrations.RunPython.noop),
        migrations.RunPython(returns, migrations.RunPython.noop),
        migrations.RunPython(letters, migrations.RunPython.noop),
    ]
