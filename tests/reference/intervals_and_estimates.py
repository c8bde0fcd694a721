"""How the reference cases on intervals and estimates are put to the library.

`METHODS` has, for each method of statistics.json, a function from the inputs of a case to the
figures it expects. Where a peer reports by a convention of its own (a grid, one unit more), the
convention is applied here, to the library's answer.
"""

from collections import defaultdict
from fractions import Fraction
from math import ceil, floor

import pytest
from scipy.stats import t as student

from sampling.cluster_estimates import Cluster, estimate_cluster
from sampling.domains import DomainStratum, estimate_domain
from sampling.interval_formulas import Count, normal_quantile, wald
from sampling.intervals import one_sided_bound, proportion_interval, two_sided_tail
from sampling.strata import Stratum, estimate_stratified, stratified_moments
from tests.reference.profile_of_survey import limits_read_off_the_profile

Z = normal_quantile(Fraction(1, 40))
GRID_START, GRID_STEP = 0.0001, 0.0005


def interval(method):
    """Dispatch to `proportion_interval`, by the population too where the case has one."""

    def limits(inputs):
        got = proportion_interval(
            inputs["x"],
            inputs["n"],
            method=method,
            population=inputs.get("N"),
            confidence=inputs["conf"],
        )
        return {"est": got.estimate, "low": got.low, "high": got.high}

    return limits


def textbook_wald(inputs):
    """The bare formula: `proportion_interval` neither passes 0 and 1 nor ends in a point."""
    count = Count(inputs["x"], inputs["n"])
    low, high = wald(count, two_sided_tail(inputs["conf"]))
    return {"est": count.share, "low": low, "high": high}


def mid_p_on_a_grid(inputs):
    """PropCIs looks only at 0.0001, 0.0006, 0.0011, ... and reports the first point inside."""
    exact = interval("mid-p")(inputs)
    low = ceil((exact["low"] - GRID_START) / GRID_STEP - 1e-9)
    high = floor((exact["high"] - GRID_START) / GRID_STEP + 1e-9)
    return {"low": GRID_START + GRID_STEP * low, "high": GRID_START + GRID_STEP * high}


def hmicfrs_as_printed(inputs):
    got = proportion_interval(inputs["x"], inputs["n"], method="hmicfrs", population=inputs["N"])
    return {"pct": 100 * got.estimate, "plus_minus_pct": 100 * got.half_width}


def hypergeometric_totals(inputs):
    got = interval("hypergeometric")(inputs)
    totals = {
        "K_low": round(got["low"] * inputs["N"]),
        "K_high": round(got["high"] * inputs["N"]),
    }
    return got | totals


def one_case_wider(inputs):
    """The samplingbook convention: the first total that is ruled out, if the sample allows it."""
    totals = hypergeometric_totals(inputs)
    least, most = inputs["x"], inputs["N"] - inputs["n"] + inputs["x"]
    return {
        "K_low": max(least, totals["K_low"] - 1),
        "K_high": min(most, totals["K_high"] + 1),
    }


def upper_limit_of_errors(inputs):
    return {"high": one_sided_bound(inputs["errors"], inputs["n"], side="upper")}


def audit_upper_limit(method):
    def limit(inputs):
        bound = one_sided_bound(
            inputs["x"],
            inputs["n"],
            side="upper",
            method=method,
            population=inputs.get("N.units"),
            confidence=inputs["conf.level"],
        )
        share = inputs["x"] / inputs["n"]
        return {"ub": bound, "mle": share, "precision": bound - share}

    return limit


def strata_of(inputs):
    if "N_h" not in inputs:
        return [Stratum(inputs["N"], inputs["n"], inputs["x"])]
    return [
        Stratum(*each) for each in zip(inputs["N_h"], inputs["n_h"], inputs["x_h"], strict=True)
    ]


def stratified(method):
    """Dispatch to `estimate_stratified`; a simple sample is one stratum."""

    def limits(inputs):
        got = estimate_stratified(strata_of(inputs), method=method, confidence=inputs["conf"])
        return {"est": got.estimate, "low": got.low, "high": got.high}

    return limits


def unclipped_mean(inputs):
    """R's svyciprop("mean") passes 0 and 1; the library stops there."""
    return stratified_mean(inputs, low="low", high="high")


def stratified_mean(inputs, *, low="t_low", high="t_high"):
    """R's svymean: the estimate, its error, and bare t and z limits around it."""
    strata = strata_of(inputs)
    got = estimate_stratified(strata)
    t = student.ppf(0.975, got.degrees_of_freedom)
    population = sum(stratum.population for stratum in strata)
    return {
        "est": got.estimate,
        "se": got.standard_error,
        "df": got.degrees_of_freedom,
        low: got.estimate - t * got.standard_error,
        high: got.estimate + t * got.standard_error,
        "z_low": got.estimate - Z * got.standard_error,
        "z_high": got.estimate + Z * got.standard_error,
        "total": got.estimate * population,
        "total_se": got.standard_error * population,
        "deff": got.design_effect,
    }


def likelihood_read_off_a_profile(inputs):
    strata = strata_of(inputs)
    ours = estimate_stratified(strata, method="likelihood", confidence=inputs["conf"])
    low, high = limits_read_off_the_profile(stratified_moments(strata))
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-4)
    return {"est": ours.estimate, "low": low, "high": high}


def single_case_policy(inputs):
    tally = defaultdict(lambda: [0, 0])
    for stratum, met in zip(inputs["h"], inputs["y"], strict=True):
        tally[stratum][0] += 1
        tally[stratum][1] += met
    strata = [Stratum(size, *tally[h]) for h, size in enumerate(inputs["N_h"], start=1)]
    got = estimate_stratified(strata, single=inputs["option"])
    return {"est": got.estimate, "se": got.standard_error}


def domain_strata(inputs):
    tally = defaultdict(lambda: [0, 0, 0])
    for stratum, group, met in zip(inputs["h"], inputs["g"], inputs["y"], strict=True):
        inside = group == inputs["domain"]
        tally[stratum][0] += 1
        tally[stratum][1] += inside
        tally[stratum][2] += inside and met
    return [DomainStratum(size, *tally[h]) for h, size in enumerate(inputs["N_h"], start=1)]


def domain(method):
    def figures(inputs):
        strata = domain_strata(inputs)
        got = estimate_domain(strata, method=method)
        return {
            "est": got.estimate,
            "se": got.standard_error,
            "df": got.degrees_of_freedom,
            "n": sum(stratum.applicable for stratum in strata),
            "low": got.low,
            "high": got.high,
        }

    return figures


def domain_of_a_simple_sample(inputs):
    one = DomainStratum(inputs["N"], inputs["n"], inputs["n_d"], inputs["x"])
    got = estimate_domain([one])
    return {"est": got.estimate, "se": got.standard_error}


def clusters(inputs):
    """Both stages; a cluster without a size of its own was read whole."""
    tally = defaultdict(lambda: [0, 0, 0])
    sizes = inputs.get("M", [0] * len(inputs["y"]))
    for name, size, met in zip(inputs["cluster"], sizes, inputs["y"], strict=True):
        tally[name][0] = size
        tally[name][1] += 1
        tally[name][2] += met
    drawn = [Cluster(size or read, read, met) for size, read, met in tally.values()]
    got = estimate_cluster(drawn, clusters_in_population=inputs["n_clusters_pop"])
    return {
        "est": got.estimate,
        "se": got.standard_error,
        "deff": got.design_effect,
        "df": got.degrees_of_freedom,
    }


METHODS = {
    "wilson": interval("wilson"),
    "clopper_pearson": interval("clopper-pearson"),
    "wald_unclipped": textbook_wald,
    "clopper_pearson_midp": mid_p_on_a_grid,
    "clopper_pearson_upper_one_sided": upper_limit_of_errors,
    "srs_mean_se_fpc": stratified_mean,
    "hypergeometric_exact_samplingbook_convention": one_case_wider,
    "hypergeometric_exact_two_sided_test_inversion": hypergeometric_totals,
    "wald_fpc_reported_rounding": hmicfrs_as_printed,
    "audit_upper_limit_hypergeometric": audit_upper_limit("hypergeometric"),
    "audit_upper_limit_binomial": audit_upper_limit("clopper-pearson"),
    "audit_upper_limit_poisson": audit_upper_limit("poisson"),
    "svyciprop_logit": stratified("logit"),
    "svyciprop_xlogit": stratified("logit"),
    "svyciprop_asin": stratified("arcsine"),
    "svyciprop_beta": stratified("beta"),
    "svyciprop_mean": unclipped_mean,
    "stratified_mean_fpc": stratified_mean,
    "stratified_svyciprop_beta": stratified("beta"),
    "stratified_svyciprop_logit": stratified("logit"),
    "stratified_svyciprop_xlogit": stratified("logit"),
    "stratified_svyciprop_mean": stratified("wald"),
    "stratified_svyciprop_asin": stratified("arcsine"),
    "svyciprop_likelihood": likelihood_read_off_a_profile,
    "stratified_svyciprop_likelihood": likelihood_read_off_a_profile,
    "stratified_singleton_stratum": single_case_policy,
    "domain_mean_stratified_fpc": domain("korn-graubard"),
    "domain_korn_graubard": domain("beta"),
    "domain_mean_srs_fpc": domain_of_a_simple_sample,
    "cluster_one_stage_fpc": clusters,
    "cluster_two_stage_fpc": clusters,
}

# What a peer's wrong answer is compared with: the library itself, by no convention of the peer's.
METHODS_WITHOUT_CONVENTION = METHODS | {"clopper_pearson_midp": interval("mid-p")}

LEFT_OUT = {
    "stratified_published": "needs the data set apistrat of R's survey package",
    "post_stratification": "needs the data set apisrs of R's survey package",
}
