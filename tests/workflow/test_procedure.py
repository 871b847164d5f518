"""Every way to misspell or forget a part of a procedure, planted one by one: a check says so."""

import copy
import datetime as dt
import json
from collections import Counter
from dataclasses import fields, replace
from importlib import import_module
from importlib.util import find_spec
from inspect import Parameter
from io import StringIO
from types import ModuleType
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from metrologi.documents.declare import all_documents
from metrologi.workflow import registry
from metrologi.workflow.checks import problems, procedures_are_sound, strays
from metrologi.workflow.declare import Machine, Options, Step
from metrologi.workflow.forms import StepForm
from metrologi.workflow.needs import Need, serving
from metrologi.workflow.procedure import Page, Surface
from metrologi.workflow.reactions import all_listeners, on
from metrologi.workflow.run import open_case, react, run
from metrologi.workflow.views import form_class

PROCEDURES = registry.all_procedures()
STEPS = [(p, s) for p in PROCEDURES for s in p.machine.steps.values()]
NAMED = [
    (procedure, step, part)
    for procedure, step in STEPS
    for part in ("form", "fills", "rows", "page")
    if getattr(step, part)
]
# What one step alone names; what several name is kept by the others.
TIMES = Counter((part, getattr(step, part)) for _, step, part in NAMED)
ALONE = [
    (procedure, step, part)
    for procedure, step, part in NAMED
    if part != "fills" and TIMES[part, getattr(step, part)] == 1
]
ISSUING = [(p, s) for p, s in STEPS if s.issues]
PAGE_FUNCTIONS = dict.fromkeys(
    function
    for p in PROCEDURES
    for function in (p.detail.context, p.listing.context, p.onward)
    if function
)
LISTED = [(p, part) for p in PROCEDURES for part in ("related", "prefetch") if getattr(p, part)]


def named(case):
    procedure, *rest = case
    return "-".join([procedure.code, *(getattr(part, "name", part) for part in rest)])


def with_machine(procedure, **changes):
    """The procedure with a machine that differs in these attributes; the real one stays."""
    machine = copy.copy(procedure.machine)
    vars(machine).update(changes)
    return replace(procedure, machine=machine)


def with_step(procedure, step, **changes):
    changed = replace(step, **changes)
    return with_machine(procedure, steps={**procedure.machine.steps, step.name: changed})


def without_step(procedure, name):
    steps = {n: s for n, s in procedure.machine.steps.items() if n != name}
    return with_machine(procedure, steps=steps)


def with_one_changed(changed):
    """All procedures, this one in the place of that of the same code."""
    return [changed if p.code == changed.code else p for p in PROCEDURES]


def test_what_runs_is_sound():
    assert procedures_are_sound() == []


# --- what a step names --------------------------------------------------------------------------
@pytest.mark.parametrize("case", NAMED, ids=named)
def test_a_misspelt_part_of_a_step_is_told(case):
    procedure, step, part = case
    wrong = getattr(step, part).replace("a", "aa", 1) + "x"
    told = problems(with_step(procedure, step, **{part: wrong}))
    assert [t for t in told if wrong in t and t.startswith(f"{procedure.code}.{step.name}: ")]


@pytest.mark.parametrize("case", ISSUING, ids=named)
def test_a_paper_that_the_procedure_does_not_bring_is_told(case):
    procedure, step = case
    foreign = next(d.code for d in all_documents() if d not in procedure.documents())
    for code in ("naskah_salah_tulis", foreign):
        told = problems(with_step(procedure, step, issues=(code,)))
        assert [t for t in told if t.startswith(f"{procedure.code}.{step.name}: naskah {code} ")]


@pytest.mark.parametrize("case", ISSUING, ids=named)
def test_papers_whose_module_is_not_declared_are_told(case):
    procedure, step = case
    told = problems(replace(procedure, papers=()))
    for code in step.issues:
        assert f"{procedure.code}.{step.name}: naskah {code} tidak ada di prosedur ini" in told


@pytest.mark.parametrize(
    "case",
    [(p, s) for p, s in STEPS if s.form and s.required and not s.reaction and not s.surface],
    ids=named,
)
def test_a_step_that_wants_data_and_forgets_its_form_is_told(case):
    procedure, step = case
    told = problems(with_step(procedure, step, form=""))
    wanted = ", ".join(step.required)
    assert (
        f"{procedure.code}.{step.name}: meminta data {wanted}, tetapi tidak menyebut formulir"
        in told
    )


def test_a_form_that_is_none_of_a_step_is_told():
    procedure, step = registry.procedure("skhp"), registry.get("skhp").steps["ajukan"]
    told = problems(with_step(procedure, step, form="GantiForm"))
    assert told == ["skhp.ajukan: formulir GantiForm bukan StepForm"]


def test_a_field_that_the_step_does_not_take_is_told():
    procedure, step = registry.procedure("skhp"), registry.get("skhp").steps["kembalikan"]
    told = problems(with_step(procedure, step, form="AjukanForm"))
    assert told == ["skhp.kembalikan: isian atas_nama pada AjukanForm bukan data langkah ini"]


@pytest.mark.parametrize("case", STEPS, ids=named)
def test_data_that_nobody_reads_is_told(case):
    procedure, step = case
    lost = Parameter("nomor_hilang", Parameter.KEYWORD_ONLY, default="")
    takes = step.signature.replace(parameters=[*step.signature.parameters.values(), lost])
    told = problems(with_step(procedure, step, signature=takes))
    where = f"{procedure.code}.{step.name}"
    assert [t for t in told if t.startswith(f"{where}: data nomor_hilang diminta, tetapi tidak")]


def test_a_step_that_forgets_who_keeps_its_data_is_told():
    procedure, step = registry.procedure("skhp"), registry.get("skhp").steps["ajukan"]
    (told,) = problems(with_step(procedure, step, fills=""))
    assert told.startswith("skhp.ajukan: data atas_nama diminta, tetapi tidak dipakai")


@pytest.mark.parametrize("part", ["fills", "rows"])
def test_a_method_that_asks_for_what_the_step_does_not_take_is_told(part):
    procedure, step = registry.procedure("orders"), registry.get("orders").steps["lengkapi"]
    told = problems(with_step(procedure, step, **{part: "simpan_terima"}))
    assert told == ["orders.lengkapi: simpan_terima meminta putusan, yang bukan data langkah ini"]


# --- what a procedure names ---------------------------------------------------------------------
@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.code)
@pytest.mark.parametrize("part", ["detail", "listing"])
def test_a_misspelt_template_of_a_page_is_told(procedure, part):
    told = problems(replace(procedure, **{part: Page("orders/detial.html")}))
    assert told == [f"{procedure.code}: templat orders/detial.html tidak ada"]


@pytest.mark.parametrize("case", LISTED, ids=named)
def test_a_misspelt_relation_is_told(case):
    procedure, part = case
    for name in ("pemilikk", "uml__kottaa", "nomor"):
        told = problems(replace(procedure, **{part: (name,)}))
        assert told == [
            f"{procedure.code}: {part} {name} tidak ada pada {procedure.model.__name__}"
        ]


def test_what_can_only_be_prefetched_is_no_related():
    procedure = registry.procedure("perjalanan")
    told = problems(replace(procedure, related=procedure.prefetch, prefetch=()))
    assert told == ["perjalanan: related permohonan__pemilik tidak ada pada Perjalanan"]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.code)
def test_misspelt_addresses_and_own_templates_are_told(procedure):
    surface = Surface("Loket", "workflow:orders-lokett", "shop", ())
    wrong = replace(
        procedure, surfaces=(surface,), urls=f"{procedure.app}.urll", templates=("orders/x.html",)
    )
    assert sorted(problems(wrong)) == sorted(
        [
            f"{procedure.code}: alamat workflow:orders-lokett dari “Loket” tidak ada",
            f"{procedure.code}: modul {procedure.app}.urll tidak ada",
            f"{procedure.code}: templat orders/x.html tidak ada",
        ]
    )


# --- what belongs to no declaration -------------------------------------------------------------
@pytest.mark.parametrize("case", ALONE, ids=named)
def test_what_a_step_forgets_to_name_is_told(case):
    procedure, step, part = case
    name = getattr(step, part)
    changed = with_step(procedure, step, **{part: ""})
    told = [t for t in strays(with_one_changed(changed)) if name in t]
    # A form that another is derived from is no stray; the step itself misses it then.
    assert told or [t for t in problems(changed) if "tidak menyebut formulir" in t]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda p: p.code)
def test_a_case_without_its_procedure_is_told(procedure):
    told = strays([p for p in PROCEDURES if p is not procedure])
    label = procedure.model._meta.label
    assert f"{label}: tidak ada prosedur yang didaftarkan untuk perkara ini" in told


@pytest.mark.parametrize(
    "case",
    [
        (p, part)
        for p in PROCEDURES
        for part in ("forms", "papers", "reactions", "urls")
        if getattr(p, part)
    ],
    ids=named,
)
def test_a_module_of_the_app_that_no_procedure_names_is_told(case):
    procedure, part = case
    empty = "" if part == "urls" else ()
    mine = [replace(p, **{part: empty}) if p.app == procedure.app else p for p in PROCEDURES]
    own = f"{procedure.app}.{part}"
    spec = find_spec(own)
    there = spec is not None and spec.origin is not None
    if there and part == "forms":
        there = holds_forms_of_steps(import_module(own))
    told = f"{own}: tidak disebut sebagai {part} oleh prosedur mana pun" in strays(mine)
    assert told == there


def holds_forms_of_steps(module):
    """A module of other forms, or a folder of modules, need not be declared as a whole."""
    classes = [value for value in vars(module).values() if isinstance(value, type)]
    mine = [each for each in classes if each.__module__ == module.__name__]
    return any(issubclass(each, StepForm) for each in mine)


@pytest.mark.parametrize("function", PAGE_FUNCTIONS, ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_a_page_function_that_no_procedure_names_is_told(function):
    dropped = [_without_function(p, function) for p in PROCEDURES]
    name = f"{function.__module__}.{function.__name__}"
    assert f"{name}: tidak disebut prosedur mana pun" in strays(dropped)


def _without_function(procedure, function):
    changes = {}
    for part in ("detail", "listing"):
        page = getattr(procedure, part)
        if page.context is function:
            changes[part] = Page(page.template)
    if procedure.onward is function:
        changes["onward"] = None
    return replace(procedure, **changes)


@pytest.mark.parametrize("case", [(p, name) for p in PROCEDURES for name in p.templates], ids=named)
def test_a_template_that_no_procedure_names_is_told(case):
    procedure, name = case
    rest = tuple(t for t in procedure.templates if t != name)
    told = strays(with_one_changed(replace(procedure, templates=rest)))
    assert told == [f"templat {name}: tidak disebut prosedur mana pun"]


@pytest.mark.parametrize("listener", all_listeners(), ids=lambda one: f"{one.name}-{one.step}")
def test_a_reaction_to_a_step_or_procedure_that_is_not_there_is_told(listener):
    heard = [p for p in PROCEDURES if listener.hears(p.model)]
    assert heard
    stepless = [without_step(p, listener.step) if p in heard else p for p in PROCEDURES]
    source = getattr(listener.source, "__name__", listener.source)
    assert f"{listener.name}: {source} tidak mempunyai langkah {listener.step}" in strays(stepless)
    gone = [p for p in PROCEDURES if p not in heard]
    assert f"{listener.name}: tidak ada prosedur {source}" in strays(gone)


def test_a_function_that_looks_like_a_reaction_and_hears_nothing_is_told():
    def kabari_semua(case, *, by, data):
        raise AssertionError("tidak didaftarkan, jadi tidak dipanggil")

    module = ModuleType("orders.contoh")
    module.kabari_semua = kabari_semua
    kabari_semua.__module__ = module.__name__
    procedure = registry.procedure("orders")
    told = strays(with_one_changed(replace(procedure, reactions=(*procedure.reactions, module))))
    assert told == ["orders.contoh.kabari_semua: tidak mendengarkan langkah mana pun"]


def test_a_step_may_declare_exactly_what_it_can_hold():
    given = {"name", "label", "sources", "target", "by", "sop", "signature"}
    assert set(Options.__annotations__) == {field.name for field in fields(Step)} - given


# --- registering --------------------------------------------------------------------------------
def test_two_procedures_of_one_code_are_refused():
    with pytest.raises(ValueError, match="orders"):
        registry.register(registry.procedure("orders"))


def test_a_listener_is_kept_once():
    before = all_listeners()
    listener = before[0]
    assert on(listener.source, listener.step)(listener.react) is listener.react
    assert all_listeners() == before


def test_a_step_with_swallowed_or_positional_data_is_told():
    source = registry.get("orders")
    machine = Machine(
        code="contoh",
        title="Contoh",
        sop="Contoh",
        status=source.status,
        number="C/{urut}",
        states=source.states,
    )

    @machine.opening("Buka", target="diajukan", by="wajib_ttu", sop="contoh:1")
    def buka(self, nama, *, isi, **rest): ...

    told = [p for p in machine.problems() if p.startswith("contoh.buka: data ")]
    assert told == [
        "contoh.buka: data nama harus disebut satu per satu sesudah tanda *",
        "contoh.buka: data **rest harus disebut satu per satu sesudah tanda *",
    ]


# --- binding ------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", STEPS, ids=named)
def test_a_step_takes_exactly_its_data(case):
    _, step = case
    given = dict.fromkeys(step.required, "isi")
    bound = step.bind(given)
    assert set(bound) == set(step.data_names)
    with pytest.raises(TypeError, match="unknown data gabbung"):
        step.bind({**given, "gabbung": True})
    for name in step.required:
        with pytest.raises(TypeError, match=f"missing data {name}"):
            step.bind({k: v for k, v in given.items() if k != name})


@pytest.mark.django_db
def test_a_misspelt_name_is_an_error_before_anything_happens(office):
    case = office.case_in(registry.get("orders"), "disiapkan")
    count, people = case.log_count, office.people
    with pytest.raises(TypeError, match="step siapkan: unknown data gabbung; takes gabung"):
        run(case, "siapkan", by=people["administrasi"], seen=case.status, gabbung=True)
    with pytest.raises(TypeError, match="step siap: unknown data gabbung; takes nothing"):
        react(case, "siap", by=people["administrasi"], gabbung=True)
    cases = type(case).objects.count()
    with pytest.raises(TypeError, match="step ajukan: unknown data pemillik"):
        open_case("orders", by=people["wajib_ttu"], uml=office.uml, pemillik=office.owner)
    case.refresh_from_db()
    assert (case.status, case.log_count) == ("disiapkan", count)
    assert type(case).objects.count() == cases


@pytest.mark.django_db
def test_a_step_without_its_data_changes_nothing(office):
    case = office.case_in(registry.get("orders"), "siap_diserahkan")
    with pytest.raises(TypeError, match="step serahkan: missing data penerima"):
        run(case, "serahkan", by=office.people["administrasi"], seen=case.status)
    fresh = type(case).objects.get(pk=case.pk)
    assert (fresh.status, fresh.log_count) == ("siap_diserahkan", case.log_count)


@pytest.mark.parametrize("case", STEPS, ids=named)
def test_the_form_of_a_step_is_the_one_it_names(case):
    procedure, step = case
    assert form_class(procedure.machine, step).__name__ == (step.form or "StepForm")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "case",
    [(p, s) for p, s in STEPS if s.form and "data_for_step" in vars(p.form_of(s))],
    ids=named,
)
def test_a_form_with_data_of_its_own_gives_what_the_step_takes(case, office):
    """The names, for a form that is filled in everywhere."""
    procedure, step = case
    subject = None if step.opens else office.case_in(procedure.machine, step.sources[0])
    user = office.everyone(subject)[step.by[0]] if subject else office.people[step.by[0]]
    form = procedure.form_of(step)(case=subject, step=step, user=user, uml=office.uml)
    form.cleaned_data = {name: sample(field) for name, field in form.fields.items()}
    # `open_case` itself takes the case that the new one stems from.
    given = set(form.data_for_step()) - ({"origin"} if step.opens else set())
    assert set(step.required) <= given <= set(step.data_names)


SAMPLES = (
    (forms.ModelMultipleChoiceField, lambda field: field.queryset),
    (forms.ModelChoiceField, lambda field: field.queryset.first()),
    (forms.MultipleChoiceField, lambda field: [value for value, _ in field.choices]),
    (forms.ChoiceField, lambda field: [value for value, _ in field.choices][-1]),
    (forms.FileField, lambda field: SimpleUploadedFile("surat.pdf", b"%PDF-1.7")),
    (forms.BooleanField, lambda field: True),
    (forms.DateField, lambda field: dt.date(2026, 11, 30)),
    (forms.TimeField, lambda field: dt.time(8)),
    (forms.IntegerField, lambda field: 3),
    (forms.UUIDField, lambda field: uuid4()),
    (forms.CharField, lambda field: "isi"),
)


def sample(field):
    return next(make(field) for kind, make in SAMPLES if isinstance(field, kind))


# --- printing -----------------------------------------------------------------------------------
def test_everything_declared_is_printed():
    text, data = StringIO(), StringIO()
    call_command("machines", stdout=text)
    call_command("machines", "--json", stdout=data)
    printed, rows = text.getvalue(), {row["code"]: row for row in json.loads(data.getvalue())}
    assert set(rows) == {p.code for p in PROCEDURES}
    for procedure, step in STEPS:
        row = next(s for s in rows[procedure.code]["steps"] if s["name"] == step.name)
        assert row["data"] == list(step.data_names)
        for part in ("form", "fills", "rows", "page"):
            assert row[part] == getattr(step, part)
            assert getattr(step, part) in printed
    for procedure in PROCEDURES:
        shown = [d.code for d in procedure.documents()] + [s.label for s in procedure.surfaces]
        shown += [procedure.detail.template, procedure.listing.template, *procedure.templates]
        assert not [name for name in shown if name not in printed]
    for listener in all_listeners():
        assert listener.name in printed


def test_the_command_tells_what_a_procedure_declares():
    procedure = registry.procedure("skhp")
    assert set(procedure.as_dict()) >= set(procedure.machine.as_dict())
    told = {k: v for k, v in procedure.as_dict().items() if k not in procedure.machine.as_dict()}
    assert told == {
        "model": "skhp.Skhp",
        "papers": ["skhp", "keterangan_batal", "skrd"],
        "detail": "skhp/detail.html",
        "list": "workflow/list.html",
        "konsep": "workflow:skhp-pratinjau",
        "templates": ["skhp/antrean.html", "skhp/ganti.html", "skhp/tetapkan.html"],
        "surfaces": ["Antrean tanda tangan"],
        "urls": "skhp.urls",
        "related": ["pemilik", "uml"],
        "prefetch": [],
        "followed": False,
    }


def test_each_need_is_served_by_one_opening():
    found = {need: serving(need) for need in Need}
    assert {need: (s.machine.code, s.step.name, s.url) for need, s in found.items()} == {
        Need.UJI_ULANG: ("orders", "ajukan", "/orders/baru/"),
        Need.DOKUMEN_PENGGANTI: ("skhp", "buat_pengganti", "/skhp/baru/"),
        Need.KOMPENSASI: ("kompensasi", "buka_atas_putusan", "/kompensasi/baru/"),
    }
