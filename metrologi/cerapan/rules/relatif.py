"""A relative error against the reference, with the limit given by the case."""
from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import six


def relatif(inputs: Inputs, hasil: Hasil) -> str:
    """E % = (indicated - reference) / reference * 100."""
    reference = inputs.number("reference", above=0)
    error = (inputs.number("indicated") - reference) / reference * 100
    hasil["error_percent"] = six(error)
    limit = inputs.number("mpe_percent", least=0)
    return putusan(catat(hasil, "kebenaran", error, limit, "%", "batas-cerapan"))
