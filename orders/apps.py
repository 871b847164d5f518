"""Registers orders with Django, its procedure with the kernel and its door with the portal."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = "Tera di kantor"

    def ready(self) -> None:
        from metrologi.portal.pintu import Pintu, Tempat, pasang
        from metrologi.workflow import registry
        from orders.procedure import PROCEDURE

        registry.register(PROCEDURE)
        page, args = "workflow:list", (PROCEDURE.code,)
        door = Pintu(10, "Ajukan permohonan", page, "clipboard-check", args=args)
        pasang(Tempat.WAJIB_TERA, door)
