"""Verifies the hash chain of every case against its log; exits 1 and names each fault."""

from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError

from metrologi.workflow import registry, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak

BATCH = 500


class Command(BaseCommand):
    help = "Periksa rantai jejak semua perkara."

    def handle(self, *args: object, **options: object) -> None:
        found, count = [], 0
        for machine in registry.all_machines():
            cases = machine.model.objects.order_by("pk").iterator(chunk_size=BATCH)
            while batch := list(islice(cases, BATCH)):
                count += len(batch)
                found += self._faults(batch)
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} kejanggalan pada jejak {count} perkara.")
        self.stdout.write(f"Jejak {count} perkara utuh.")

    def _faults(self, batch: list[Case]) -> list[str]:
        kind = ContentType.objects.get_for_model(batch[0])
        rows: dict[int, list[Jejak]] = {c.pk: [] for c in batch}
        for row in Jejak.objects.filter(case_type=kind, case_id__in=rows).order_by(
            "case_id", "urut"
        ):
            rows[row.case_id].append(row)
        return [fault for case in batch for fault in trail.faults(case, rows[case.pk])]
