"""What muscles do: sentences from actions, and claims held against sources of anatomy."""

import copy

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from meaning_vocabulary import acts
from mutations import all_of, new_row, set_value
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.anatomy_evidence import anatomy_evidence
from pipeline.tables.actions import action
from pipeline.tables.table_set import TableSet


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("anatomy")))).tables


def changed(whole, *mutations):
    tables = copy.deepcopy(whole)
    all_of(*mutations)(tables)
    return TableSet(tables)


def one(joint, movement, part="whole", circumstance=None, muscle="vastus-lateralis", source="a"):
    """A mutation: one more action of a muscle."""
    return new_row(
        "muscle_actions",
        muscle_id=muscle,
        joint=joint,
        movement=movement,
        part=part,
        circumstance=circumstance,
        source_id=source,
        locator=f"p. {source}",
    )


@pytest.mark.parametrize(
    "more, said",
    [
        ([], None),
        ([one("knee", "extension")], "extends the knee"),
        ([one("knee", "extension"), one("knee", "extension", source="b")], "extends the knee"),
        (
            [one("ankle", "plantarflexion"), one("knee", "flexion")],
            "flexes the knee and plantarflexes the ankle",
        ),
        (
            [one("hip", "adduction"), one("hip", "flexion"), one("hip", "medial_rotation")],
            "flexes, adducts and medially rotates the hip",
        ),
        (
            [one("hip", "extension", "long head"), one("knee", "flexion")],
            "flexes the knee; its long head extends the hip",
        ),
        (
            [one("hip", "flexion"), one("hip", "medial_rotation", "anterior fibres")],
            "flexes the hip; its anterior fibres medially rotate the hip",
        ),
        (
            [one("hip", "flexion", "long head"), one("hip", "flexion", source="b")],
            "flexes the hip",
        ),
        (
            [one("spine", "lateral_flexion", circumstance="acting on one side")],
            "acting on one side, it laterally flexes the spine",
        ),
        (
            [one("spine", "contralateral_rotation"), one("thorax", "inspiration")],
            "rotates the spine to the opposite side and draws in breath",
        ),
        (
            [one("hip", "rotation", source="b"), one("hip", "lateral_rotation")],
            "laterally rotates the hip",
        ),
        (
            [one("hip", "flexion"), one("hip", "extension"), one("knee", "flexion")],
            "flexes and extends the hip, and flexes the knee",
        ),
    ],
)
def test_an_action_is_composed(whole, more, said):
    assert action(changed(whole, acts("vastus-lateralis"), *more), "vastus-lateralis") == said


def test_a_group_does_what_its_muscles_have_in_common(whole):
    assert action(TableSet(whole), "quadriceps") == "extends the knee"
    apart = changed(whole, acts("vastus-medialis", ("hip", "flexion")))
    assert action(apart, "quadriceps") is None
    one_known = changed(whole, acts("vastus-medialis"))
    assert action(one_known, "quadriceps") is None
    several = changed(whole, set_value("terms", "quadriceps", "plural", True))
    assert action(several, "quadriceps") == "extend the knee"


def held(whole, muscle, *more, movement="extension", relation="does"):
    """What the sources say about a muscle that moves the knee."""
    tables = changed(
        whole,
        new_row("term_movements", term_id="muscle-work", joint="knee", movement=movement),
        new_row(
            "propositions",
            proposition_id="x",
            subject_id=muscle,
            relation=relation,
            object_id="muscle-work",
        ),
        *more,
    )
    return {
        row["source_id"]: (row["answer"], row["actions"], row["locator"])
        for row in anatomy_evidence(tables)
    }


def test_a_claim_on_a_muscle_is_held_against_each_source(whole):
    other = one("knee", "flexion", source="b")
    assert held(whole, "vastus-lateralis", other) == {
        "gray-1918": ("named", "vastus lateralis: knee extension", "p. 470"),
        "b": ("not_named", None, "p. b"),
    }
    assert held(whole, "vastus-lateralis", other, movement="any")["b"][0] == "named"
    assert held(whole, "calves") == {}
    assert held(whole, "vastus-lateralis", relation="raises") == {}


def test_a_claim_on_a_group_is_held_against_its_muscles(whole):
    assert held(whole, "quadriceps") == {
        "gray-1918": (
            "named",
            "vastus lateralis: knee extension; vastus medialis: knee extension",
            "p. 470; p. 471",
        )
    }
    silent = acts("vastus-medialis")
    assert held(whole, "quadriceps", silent)["gray-1918"][0] == "named_of_part"
    some = acts("vastus-medialis", ("hip", "flexion"))
    assert held(whole, "quadriceps", some)["gray-1918"][:2] == (
        "named_of_part",
        "vastus lateralis: knee extension",
    )


def test_what_is_said_of_a_group_is_told_of_its_muscle(whole):
    group = one("knee", "flexion", muscle="quadriceps", source="b")
    assert held(whole, "vastus-lateralis", group, movement="flexion") == {
        "b": ("named_of_group", "quadriceps: knee flexion", "p. b"),
        "gray-1918": ("not_named", None, "p. 470"),
    }
    assert set(held(whole, "vastus-lateralis", group)) == {"gray-1918"}


def test_a_part_of_a_muscle_is_not_the_whole(whole):
    part = one("knee", "flexion", "lower fibres", source="b")
    assert held(whole, "vastus-lateralis", part, movement="flexion") == {
        "b": ("named_of_part", "vastus lateralis, lower fibres: knee flexion", "p. b"),
        "gray-1918": ("not_named", None, "p. 470"),
    }


def test_people_can_ask_which_muscles_plantarflex_the_ankle():
    rows = rmc.load(folder=ROOT)["muscle_actions"]
    found = rows.query("joint == 'ankle' and movement == 'plantarflexion'")["muscle_id"]
    assert {"gastrocnemius", "soleus", "tibialis-posterior"} <= set(found)
    assert "tibialis-anterior" not in set(found)
