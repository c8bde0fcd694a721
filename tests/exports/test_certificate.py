"""The draw certificate: what it holds, and what a changed one is refused for."""

import json

import pytest

from exports.certificate import read_certificate, write_certificate
from exports.errors import ExportError
from tests.exports.reports import AWKWARD, SEED, small_report
from workbench.audits.draws.designs import DesignKind


@pytest.fixture
def mapping():
    """A certificate as plain data, which a test may spoil."""
    return json.loads(json.dumps(small_report().draw.certificate))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "certificate.json"


def test_it_holds_the_keys_of_the_published_form_in_order(mapping):
    assert list(mapping) == [
        "version",
        "audit",
        "population",
        "frame_fingerprint",
        "frame_size",
        "flow",
        "design",
        "sizes",
        "seed",
        "seed_source",
        "cases",
        "reserves",
        "draws_on_this_frame",
        "history_head",
        "program_version",
        "import",
        "by",
        "reserve",
    ]
    assert mapping["version"] == "sha256-1"
    assert mapping["flow"] == {"received": 4770, "rejected": 52, "excluded": 60, "eligible": 4658}
    assert list(mapping["cases"][0]) == ["order", "reference", "stratum", "ticket"]


def test_what_is_written_is_read_back(mapping, path):
    report = small_report()
    read = read_certificate(write_certificate(mapping, path))
    assert read.seed == SEED
    assert read.cases == report.draw.cases
    assert read.reserves == report.draw.reserves
    assert read.sizes == {"all": 12}
    assert read.flow.rejected == 52
    assert read.frame_fingerprint == report.population.frame_fingerprint
    assert read.mapping == {"profile": "crime-register", "reference": "Crime No"}
    assert tuple(case.reference for case in read.cases[:4]) == AWKWARD


def test_a_byte_order_mark_does_not_matter(mapping, path):
    path.write_text(json.dumps(mapping), "utf-8-sig")
    assert read_certificate(path).seed == SEED


def refusal(mapping, path):
    path.write_text(json.dumps(mapping))
    with pytest.raises(ExportError) as told:
        read_certificate(path)
    return told.value.problem


@pytest.mark.parametrize("key", ["audit", "frame_fingerprint", "flow", "cases", "import"])
def test_a_missing_key_is_named(mapping, path, key):
    del mapping[key]
    assert refusal(mapping, path) == f"certificate.json has no {key}"


def test_all_missing_keys_are_named_at_once(mapping, path):
    del mapping["seed"], mapping["reserves"]
    assert refusal(mapping, path) == "certificate.json has no seed, reserves"


def test_another_version_is_refused(mapping, path):
    mapping["version"] = "sha512-1"
    assert "version 'sha512-1'" in refusal(mapping, path)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("seed", 4821, "seed should be text, not 4821"),
        ("seed", "7", "seed should be 8 to 64 characters"),
        ("frame_size", "4658", 'frame_size should be a whole number, not "4658"'),
        ("frame_size", True, "frame_size should be a whole number, not true"),
        ("draws_on_this_frame", -1, "draws_on_this_frame should be a whole number, not -1"),
        ("frame_fingerprint", "abc", "frame_fingerprint should be 64 hexadecimal digits"),
        ("cases", {}, "cases should be a list"),
        ("cases", ["00123"], 'cases 1, should be an object, not "00123"'),
        ("flow", None, "flow, should be an object, not null"),
        ("flow", {"received": 1}, "flow, has no rejected"),
        ("design", "banana", "design should be one of simple, stratified, systematic, cluster"),
        ("design", "stratified", "by should be the column that a stratified sample is drawn by"),
        ("sizes", {}, "sizes, has no all"),
        ("sizes", {"clusters": 12}, "sizes, has no all"),
        ("sizes", {"all": 12, "B": 3}, "sizes should be all alone in a simple sample"),
        ("sizes", {"all": 0}, "sizes, all should be 1 or more, not 0"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(mapping, path, key, value, fault):
    mapping[key] = value
    assert fault in refusal(mapping, path)


def test_a_ticket_that_is_not_that_of_its_case_is_named(mapping, path):
    mapping["cases"][1]["reference"] = "21/00012/23"
    problem = refusal(mapping, path)
    assert "tickets that are not the SHA-256 of seed|reference: 21/00012/23" in problem


def test_a_changed_seed_spoils_every_ticket(mapping, path):
    mapping["seed"] = "48210000000000000008"
    assert refusal(mapping, path).endswith("and 9 more")


def test_cases_drawn_by_cluster_carry_the_tickets_of_their_clusters(mapping, path):
    mapping |= {"design": "cluster", "by": "team", "sizes": {"clusters": 4}}
    mapping["cases"][0]["ticket"] = "ab" * 32
    path.write_text(json.dumps(mapping))
    assert read_certificate(path).design == "cluster"


@pytest.mark.parametrize(
    ("design", "sizes", "fault"),
    [
        ("stratified", {}, "sizes should be the number of cases of each stratum"),
        ("cluster", {"all": 12}, "sizes, has no clusters"),
        ("two-stage", {"clusters": 4}, "sizes, has no cases"),
        ("pps", {"clusters": 4}, "sizes, has no all"),
    ],
)
def test_sizes_that_are_not_those_of_the_design_are_named(mapping, path, design, sizes, fault):
    mapping |= {"design": design, "by": "team", "sizes": sizes}
    assert fault in refusal(mapping, path)


def test_every_design_that_can_be_drawn_can_be_read(mapping, path):
    for design in DesignKind:
        sizes = {
            DesignKind.STRATIFIED: {"North": 6, "South": 6},
            DesignKind.CLUSTER: {"clusters": 4},
            DesignKind.TWO_STAGE: {"clusters": 4, "cases": 3},
        }.get(design, {"all": 12})
        mapping |= {"design": design.value, "by": "team", "sizes": sizes}
        path.write_text(json.dumps(mapping))
        assert read_certificate(path).sizes == sizes


def test_a_case_that_stands_there_twice_is_named(mapping, path):
    mapping["reserves"][0] = {**mapping["cases"][0], "order": 1}
    assert refusal(mapping, path) == "certificate.json names a case twice: 00123"


def test_cases_out_of_order_are_named(mapping, path):
    mapping["cases"].pop(1)
    assert "cases out of order: 220012345678901234" in refusal(mapping, path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not JSON: it cannot be read on from line 1, character 1"),
        (b"{", "is not JSON: it cannot be read on from line 1, character 2"),
        (b"\xff\xfe\x00", "is not JSON: it is not UTF-8 text"),
        (b"[]", "should be an object"),
        (b'{"seed": "a", "seed": "b"}', "a key is given twice"),
    ],
)
def test_what_is_no_certificate_at_all_is_told_plainly(path, content, fault):
    path.write_bytes(content)
    with pytest.raises(ExportError, match=fault):
        read_certificate(path)


def test_a_file_that_is_not_there_is_named(path):
    with pytest.raises(ExportError, match=r"certificate\.json cannot be read"):
        read_certificate(path)
