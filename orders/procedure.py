"""Everything that runs for tera at the office; what one step brings is named in the machine."""

from metrologi.accounts.roles import Role
from metrologi.pengujian import forms, reactions
from metrologi.pengujian import papers as papers_uji
from metrologi.pengujian.pages import detail
from metrologi.workflow.procedure import Page, Procedure, Surface
from orders import pages, papers
from orders.machine import MACHINE
from orders.models import Order

PROCEDURE = Procedure(
    machine=MACHINE,
    model=Order,
    forms=(forms,),
    papers=(papers_uji, papers),
    reactions=(reactions,),
    detail=Page("orders/detail.html", detail),
    listing=Page("orders/list.html", pages.listing),
    surfaces=(Surface("Loket", "workflow:orders-loket", "shop", (Role.ADMINISTRASI,)),),
    urls="orders.urls",
    templates=("orders/loket.html", "orders/papers/permohonan.html"),
    related=("pemilik", "uml"),
)
