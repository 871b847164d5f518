"""The uncertainty of the error of a scale at one load (EURAMET cg-18 v4), from exact squares, k = 2."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import root, show

# rho_0 / rho_c of the air buoyancy of weights that were not adjusted just before the calibration.
BUOYANCY = Fraction("0.1") * Fraction("1.2") / 8000


def ketidakpastian(inputs: Inputs, hasil: Hasil) -> None:
    """The components in g with six decimals, the expanded uncertainty and the error."""
    indication = inputs.number("indication_g")
    error = indication - inputs.number("reference_mass_g")
    squares = {
        "u_dig0_g": inputs.number("d0_g", least=0) ** 2 / 12,
        "u_digL_g": inputs.number("d_load_g", least=0) ** 2 / 12,
        "u_rep_g": inputs.number("s_g", least=0) ** 2,
        "u_ecc_g": _eccentricity(inputs, indication),
        "u_cert_g": (inputs.number("weights_U_g", least=0) / inputs.number("weights_k", above=0)) ** 2,
        "u_buoy_g": _buoyancy(inputs),
        "u_drift_g": inputs.number("weights_drift_g", least=0) ** 2 / 3,
    }
    combined = sum(squares.values(), Fraction(0))
    hasil |= {name: root(square) for name, square in squares.items()}
    hasil |= {"u_combined_g": root(combined), "U_k2_g": root(4 * combined), "error_g": show(error)}


def _eccentricity(inputs: Inputs, indication: Fraction) -> Fraction:
    slope = inputs.number("ecc_max_diff_g", least=0) / (2 * inputs.number("ecc_load_g", above=0))
    return (slope * indication) ** 2 / 3


def _buoyancy(inputs: Inputs) -> Fraction:
    nominal = inputs.number("nominal_mass_g", above=0)
    return (BUOYANCY * nominal + inputs.number("weights_mpe_g", least=0) / 4) ** 2 / 3
