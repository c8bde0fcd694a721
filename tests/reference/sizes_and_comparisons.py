"""How the reference cases on sizes, comparisons, charts and agreement are put to the library.

`METHODS` has, for each method of statistics.json, a function from the inputs of a case to the
figures it expects.
"""

from math import sqrt

from sampling.agreement import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from sampling.allocation import allocate
from sampling.assurance import (
    sample_size_by_expected_rate,
    sample_size_for_assurance,
    sample_size_for_two_stages,
)
from sampling.chart_limits import laney_limits, p_limits, xmr_limits
from sampling.differences import difference_interval
from sampling.multiplicity import adjust_p_values
from sampling.precision import sample_size_for_precision, sample_size_for_strata
from sampling.significance import chi_squared, fisher_exact, mcnemar, target_test, trend_test
from sampling.two_groups import effect_size, target_power, two_group_power, two_group_size


def by_number(values):
    """Strata have no names in the cases: number them."""
    return {str(place): value for place, value in enumerate(values)}


def precision(inputs):
    planned = sample_size_for_precision(
        inputs["moe"],
        expected_rate=inputs["p"],
        population=inputs["N"],
        confidence=inputs["conf"],
    )
    return {"n": planned.files}


def total_over_strata(allocation):
    def total(inputs):
        size = sample_size_for_strata(
            inputs["e"],
            by_number(inputs["N_h"]),
            by_number(inputs["p_h"]),
            allocation=allocation,
            confidence=inputs["conf"],
        )
        return {"n": size}

    return total


def shares(rule):
    def sizes(inputs):
        rates = by_number(inputs["p_h"]) if rule == "neyman" else None
        got = allocate(inputs["n"], by_number(inputs["N_h"]), rule=rule, rates=rates)
        return {"n_h": list(got.values())}

    return sizes


def group_size(method):
    def size(inputs):
        n = two_group_size(
            inputs["p1"],
            inputs["p2"],
            power=inputs["power"],
            confidence=1 - inputs["alpha"],
            method=method,
        )
        return {"n_per_group": n, "h": effect_size(inputs["p1"], inputs["p2"])}

    return size


def group_power(method):
    def power(inputs):
        n1, n2 = inputs.get("n1", inputs.get("n")), inputs.get("n2", inputs.get("n"))
        return {"power": two_group_power(inputs["p1"], inputs["p2"], n1, n2, method=method)}

    return power


def power_against_target(inputs):
    return {"power": target_power(inputs["p"], inputs["n"], target=inputs["p0"])}


def assurance(inputs):
    allowed, rate, confidence = inputs["expected"], inputs["materiality"], inputs["conf.level"]
    if isinstance(allowed, list):
        planned = sample_size_for_two_stages(rate, tuple(allowed), confidence=confidence)
        return {"n": planned.files, "x": allowed[0]}
    planned = sample_size_for_assurance(
        rate,
        allowed=allowed,
        distribution=inputs["likelihood"],
        population=inputs.get("N.units"),
        confidence=confidence,
    )
    return {"n": planned.files, "x": allowed}


def aicpa_table(inputs):
    planned = sample_size_by_expected_rate(
        inputs["tolerable_rate"], inputs["expected_rate"], confidence=inputs["conf"]
    )
    return {"n": planned.files}


def two_counts(inputs):
    return inputs["x1"], inputs["n1"], inputs["x2"], inputs["n2"]


def difference(method):
    def limits(inputs):
        got = difference_interval(*two_counts(inputs), method=method, confidence=inputs["conf"])
        return {"low": got.low, "high": got.high}

    return limits


def paired(inputs):
    (_, only_first), (only_second, _) = inputs["table"]
    got = mcnemar(only_first, only_second, method="chi-squared")
    return {"p": got.p_value, "stat": got.statistic}


def against_target(inputs):
    got = target_test(inputs["x"], inputs["n"], target=inputs["target"])
    return {"p_two": got.two_sided, "p_less": got.below, "p_greater": got.above}


def trend(inputs):
    got = trend_test(inputs["x"], inputs["n"])
    return {"chisq": got.statistic, "p": got.p_value}


def adjusted(method):
    return lambda inputs: {"adj": list(adjust_p_values(inputs["p"], method=method))}


def clipped_limits(formula):
    """qicharts2 cuts limits at 0 and 1; our charts leave such limits out and say so."""

    def lines(inputs):
        limits = formula(inputs["x"], inputs["n"])
        places = range(len(inputs["x"]))
        return {
            "cl": limits.centre,
            "lcl": [max(0.0, limits.low(place)) for place in places],
            "ucl": [min(1.0, limits.high(place)) for place in places],
        }

    return lines


def single_values(inputs):
    limits = xmr_limits(inputs["y"])
    return {"cl": limits.centre, "lcl": limits.low(0), "ucl": limits.high(0)}


def pairs_of(table):
    """A table of counts as the ratings of two raters, one row for each case."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def kappas(inputs):
    pairs, categories = pairs_of(inputs["table"]), range(len(inputs["table"]))
    plain, linear, quadratic = (
        cohen_kappa(pairs, categories=categories, weights=weights)
        for weights in ("unweighted", "linear", "quadratic")
    )
    return {
        "kappa": plain.value,
        "se_asymptotic": plain.standard_error,
        "kappa_linear": linear.value,
        "kappa_quadratic": quadratic.value,
    }


def ac1_of_a_table(inputs):
    """For a table irrCAC divides by n; for rows of ratings by n - 1, as we do."""
    pairs = pairs_of(inputs["table"])
    got = gwet_ac1(pairs, categories=range(len(inputs["table"])))
    error = got.standard_error * sqrt((len(pairs) - 1) / len(pairs))
    return {"ac1": got.value, "se": error, "kappa": cohen_kappa(pairs).value}


def of_ratings(coefficient):
    def agreement(inputs):
        got = coefficient([list(row.values()) for row in inputs["ratings"]])
        return {"coef": got.value, "se": got.standard_error}

    return agreement


METHODS = {
    "sample_size_precision_wald": precision,
    "stratified_total_n_proportional": total_over_strata("proportional"),
    "stratified_total_n_neyman": total_over_strata("neyman"),
    "allocation_proportional": shares("proportional"),
    "allocation_neyman": shares("neyman"),
    "two_proportion_n_normal": group_size("normal"),
    "two_proportion_n_arcsine": group_size("arcsine"),
    "two_proportion_power_normal": group_power("normal"),
    "two_proportion_power_arcsine_unequal": group_power("arcsine"),
    "one_sample_power_arcsine": power_against_target,
    "audit_n_binomial": assurance,
    "audit_n_poisson": assurance,
    "audit_n_hypergeometric": assurance,
    "attribute_n_binomial_5pct_overreliance": aicpa_table,
    "diff_newcombe_wilson": difference("newcombe"),
    "diff_miettinen_nurminen": difference("miettinen-nurminen"),
    "diff_wald": difference("wald"),
    "fisher_exact_two_sided": lambda inputs: {"p": fisher_exact(*two_counts(inputs)).p_value},
    "two_prop_chisq_uncorrected": lambda inputs: {"p": chi_squared(*two_counts(inputs)).p_value},
    "one_sample_exact_vs_target": against_target,
    "mcnemar_uncorrected": paired,
    "p_adjust_bonferroni": adjusted("bonferroni"),
    "p_adjust_holm": adjusted("holm"),
    "p_adjust_hochberg": adjusted("hochberg"),
    "p_adjust_BH": adjusted("bh"),
    "p_adjust_BY": adjusted("by"),
    "cochran_armitage_trend": trend,
    "cohen_kappa_2x2": kappas,
    "cohen_kappa_and_weighted": kappas,
    "gwet_ac1_2x2": ac1_of_a_table,
    "gwet.ac1": of_ratings(gwet_ac1),
    "krippen.alpha": of_ratings(krippendorff_alpha),
    "fleiss.kappa": of_ratings(fleiss_kappa),
    "conger.kappa": of_ratings(conger_kappa),
    "pa.coeff": of_ratings(percent_agreement),
    "bp.coeff": of_ratings(brennan_prediger),
    "p_chart": clipped_limits(p_limits),
    "laney_p_prime": clipped_limits(laney_limits),
    "xmr_individuals": single_values,
}
