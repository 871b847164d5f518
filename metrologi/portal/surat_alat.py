"""The public page of the letters that an instrument's history names."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.views.unduh import is_internal
from metrologi.pengujian.surat import SuratUji
from metrologi.uttp.naskah import Surat
from metrologi.workflow import registry


def alamat(wanted: set[Surat]) -> dict[Surat, str]:
    """Where the newest paper of each of these letters is checked, by unit and number."""
    letters: dict[tuple[int, int], Surat] = {}
    cases: list[SuratUji] = []
    for machine in registry.all_machines():
        if not (issubclass(machine.model, SuratUji) and machine.model.pada_tanda_terima):
            continue
        kind = ContentType.objects.get_for_model(machine.model).pk
        for case in machine.model.objects.filter(nomor__in=[nomor for _, nomor in wanted]):
            letters[kind, case.pk] = (case.uml_id, case.nomor)
            cases.append(case)
    return {
        letters[paper.case_type_id, paper.case_id]: reverse(
            "portal:dokumen", args=[paper.kode_verifikasi]
        )
        for paper in (papers_of(*cases) if cases else ())
        if not is_internal(paper)
    }
