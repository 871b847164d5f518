"""Writes the generated pages of docs/: the map of modules and the entity diagrams."""

from typing import Any

from django.core.management.base import BaseCommand

from metrologi.portal.peta import DOCS, pages


class Command(BaseCommand):
    help = "Menulis ulang docs/modul.md dan docs/entitas/."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        made = pages()
        for old in (DOCS / "entitas").glob("*.md"):
            if old not in made:
                old.unlink()
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.stdout.write(f"{len(made)} halaman ditulis.")
