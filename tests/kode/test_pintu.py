"""`workflow.run` is the only door: nothing else in our code, or in the tests, moves a case."""

from dataclasses import replace
from functools import cache

import pytest

from metrologi.workflow import registry
from tests.kode.pintu import Names, functions_outside_cases, second_doors
from tests.kode.sumber import PACKAGES, ROOT, modules

NAME, STEP = "calls a method by a name that it is told", "calls the step "
# Where the words of a second door stand with a right, and why. A kind that ends in a space stands
# for all kinds that begin so.
ALLOWED = {
    ("metrologi/workflow/run.py", NAME): "the one door itself",
    ("metrologi/workflow/cases.py", "reaches for _base_manager"): "reads the row again",
    ("metrologi/workflow/cases.py", "sets status"): "puts back what was read from the row",
    ("metrologi/workflow/declare.py", "sets status"): "a machine keeps its list of states so",
    ("metrologi/embedded/__main__.py", NAME): "start, stop or status of PostgreSQL",
    ("tempat_pakai/perjalanan.py", STEP): "an own method; the step of that name is the sidang's",
    ("tests/kode/pintu.py", "switches off a guard of the database"): "the words looked for",
    ("tests/office.py", NAME): "the office's own method for a state",
    ("tests/pages/test_crawl.py", NAME): "get or post of the test client",
    ("tests/pengaduan/imap.py", NAME): "commands of the mail server",
    ("tests/portal/test_cadangan.py", "writes the table workflow_jejak by hand"): (
        "damages a restored copy, to see that the check finds it"
    ),
}
# The demo's stories are classes of their own, whose methods are called like the steps they run.
STORIES = "metrologi/demo/", "tests/demo/"
SELF = "tests/kode/test_pintu.py"


@cache
def names():
    machines = registry.all_machines()
    plain = Names(
        cases=frozenset(m.model.__name__ for m in machines),
        tables=frozenset({m.model._meta.db_table for m in machines} | {"workflow_jejak"}),
        steps=frozenset(step for m in machines for step in m.steps),
    )
    others = {name for tree in modules().values() for name in functions_outside_cases(tree, plain)}
    return replace(plain, common=plain.steps & others)


def sources():
    for package in (*PACKAGES, "tests"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


def allowed(path, kind):
    if path == SELF or (path.startswith(STORIES) and kind.startswith((STEP, NAME))):
        return True
    return any(
        path == where and (kind == what or (what.endswith(" ") and kind.startswith(what)))
        for where, what in ALLOWED
    )


@pytest.fixture(scope="module")
def found():
    return [(path, door) for path, text in sources() for door in second_doors(text, names())]


def test_there_is_no_second_door(found):
    assert [f"{p}:{d.line} {d.kind}" for p, d in found if not allowed(p, d.kind)] == []


def test_every_exception_is_still_needed(found):
    met = {(p, d.kind) for p, d in found} | {(p, STEP) for p, d in found if STEP in d.kind}
    assert set(ALLOWED) - met == set()


SECOND_DOORS = {
    "update": "Order.objects.filter(pk=1).update(status='selesai')",
    "update by a dictionary": "rows.update(**{'status': 'selesai'})",
    "bulk_update": "Order.objects.bulk_update(rows, ['status'])",
    "bulk_update by name": "Order.objects.bulk_update(rows, fields=('nomor', 'status'))",
    "assignment": "order.status = 'selesai'",
    "assignment among others": "order.nomor, order.status = '1', 'selesai'",
    "assignment with a type": "order.status: str = 'selesai'",
    "addition": "order.status += 'x'",
    "assignment in the case": "class OrderMachine(Model):\n  def x(self): self.status = 'selesai'",
    "inner dictionary": "order.__dict__['status'] = 'selesai'",
    "vars": "vars(order)['status'] = 'selesai'",
    "inner dictionary at once": "order.__dict__.update(status='selesai')",
    "setattr": "setattr(order, 'status', 'selesai')",
    "object.__setattr__": "object.__setattr__(order, 'status', 'selesai')",
    "constructor": "Order(uml=uml, status='selesai').save()",
    "create": "Order.objects.create(uml=uml, status='selesai')",
    "update_or_create": "Order.objects.update_or_create(pk=1, defaults={'status': 'selesai'})",
    "base manager": "Order._base_manager.filter(pk=1).delete()",
    "raw delete": "rows._raw_delete('default')",
    "raw save": "order.save_base(raw=True)",
    "the state field": "Order.status.field.set_proxy(order, 'selesai')",
    "the state field by name": "Order._meta.get_field('status').change_state(order, m)",
    "step": "order.terima(putusan=[])",
    "step of a child": "case.children('skhp').get().terbitkan()",
    "step in a case": "class OrderMachine(Model):\n  def x(self): self.terima(putusan=[])",
    "step by name": "getattr(order, step.name)(**data)",
    "SQL": "cursor.execute('UPDATE orders_order SET x = 1')",
    "SQL in capitals and quotes": "cursor.execute('Update \"orders_order\" set x = 1')",
    "SQL of the log": "cursor.execute('DELETE FROM workflow_jejak')",
    "SQL of any table": "cursor.execute(f'UPDATE {table} SET x = 1')",
    "replication role": "cursor.execute('SET LOCAL session_replication_role = replica')",
    "trigger": "cursor.execute('ALTER TABLE x DISABLE TRIGGER ALL')",
}
LOOK_ALIKES = {
    "the step through the door": "run(order, 'terima', by=user, seen=order.status)",
    "filter": "Order.objects.filter(status='selesai').exists()",
    "other field": "Order.objects.filter(pk=1).update(penerima='Budi')",
    "other bulk_update": "Order.objects.bulk_update(rows, ['catatan'])",
    "code of an answer": "render(request, 'x.html', {}, status=422)",
    "code of an answer, set": "answer.status_code = 422",
    "comparison": "assert order.status == 'selesai'",
    "reading": "status = order.status",
    "declaration": "class OrderMachine(Model):\n  uji = langkah.uji(sop='orders:3')",
    "own class": "class Server:\n  def x(self): self.status = 'on'",
    "own method": "class Story:\n  def x(self): self.terima()",
    "function of a module": "from x import pinjam\npinjam.terima(loan, oleh=user)",
    "docstring": "def f():\n  '''UPDATE orders_order, or DISABLE TRIGGER.'''",
    "SQL that reads": "cursor.execute('SELECT status FROM orders_order')",
    "SQL of another table": "cursor.execute('UPDATE clock_versi SET versi = 1')",
    "attribute by a known name": "getattr(order, 'machine')()",
    "attribute without a call": "getattr(order, name, None)",
    "other model": "Job.objects.create(status='todo')",
}


@pytest.mark.parametrize("source", SECOND_DOORS.values(), ids=SECOND_DOORS)
def test_each_kind_of_second_door_is_found(source):
    assert second_doors(source, names())


@pytest.mark.parametrize("source", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_what_only_looks_alike_is_not(source):
    assert second_doors(source, names()) == []
