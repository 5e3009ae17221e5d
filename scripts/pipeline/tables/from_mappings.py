"""Curation to the tables of other vocabularies: schemes, mappings and energy costs.

An object of the Compendium is stated once, with its activity and MET; label and place of its mappings and the rows
of `energy_costs` follow from there.
"""

from __future__ import annotations

import re

from pipeline.base.hints import closest

COMPENDIUM = "compendium"  # the scheme of an edition is named compendium<year>
COSTS = ("exact", "close", "narrow")  # the activity is the exercise, or a case of it


def add_mappings(maker) -> None:
    """Fill schemes, mappings and energy_costs; `maker` takes rows and problems (see pipeline.tables)."""
    file, document = maker.curation.single["mappings"]
    schemes = {}
    for entry in document["schemes"]:
        columns = [
            c
            for c in maker.tables["schemes"].schema.columns
            if c not in ("scheme_id", "term_kinds")
        ]
        row = maker.add(
            "schemes",
            file,
            entry,
            {"scheme_id": "id"} | {c: c for c in columns},
            term_kinds="; ".join(entry["term_kinds"]),
        )
        schemes.setdefault(entry["id"], row)
    form = re.compile(maker.tables["mappings"].schema.field("object_id").raw["pattern"])
    labels = {row["term_id"]: row["name"] for row in maker.tables["terms"].rows}
    codes, used = {}, set()
    for entry in document["codes"]:
        curie = f"{COMPENDIUM}{entry['edition']}:{entry['code']}"
        if curie in codes:
            maker.fail(
                "code-twice",
                f"The code {entry['code']} of {entry['edition']} has an entry already, in line {codes[curie].line}.",
                file,
                entry.line,
                "Remove one of the two.",
                "energy_costs",
                curie,
            )
        codes[curie] = entry
    unknown: dict[str, list] = {}
    for entry in document["mappings"]:
        curie = entry["object"]
        if not form.fullmatch(curie):
            maker.fail(
                "mapping-object",
                f"{curie!r} is no identifier with the prefix of a scheme, such as {maker.tables['mappings'].schema.field('object_id').examples[0]}.",
                file,
                entry.lines["object"],
                "Write prefix, colon and local part, without spaces.",
                "mappings",
                f"{entry['subject']}/{curie}",
            )
            continue
        prefix = curie.partition(":")[0]
        if prefix not in schemes:
            unknown.setdefault(prefix, []).append(entry)
            continue
        scheme = schemes[prefix]
        code = codes.get(curie)
        costs = (
            curie.startswith(COMPENDIUM) and entry["match"] in COSTS and not entry.get("rejected")
        )
        if costs:
            used.add(curie)
        if code is None and costs:
            maker.fail(
                "unknown-code",
                f"{curie!r} has no entry under codes. {closest(curie, codes)}",
                file,
                entry.lines["object"],
                "Add it under codes in data/curation/mappings.yaml, with activity and MET.",
                "mappings",
                f"{entry['subject']}/{curie}",
            )
        if code is not None and "label" in entry:
            maker.fail(
                "label-typed",
                "The label of a Compendium code is its activity, which stands under codes.",
                file,
                entry.lines["label"],
                "Remove the label here.",
                "mappings",
                f"{entry['subject']}/{curie}",
            )
        seen_at = entry.get("seen_at") or (code or {}).get("seen_at") or scheme.get("seen_at")
        maker.add(
            "mappings",
            file,
            entry,
            {
                "subject_id": "subject",
                "predicate_id": "match",
                "object_id": "object",
                "object_label": "label",
                "predicate_modifier": "rejected",
                "confidence": "confidence",
                "comment": "comment",
            },
            predicate_id=f"skos:{entry['match']}Match",
            predicate_modifier="Not" if entry.get("rejected") else None,
            subject_label=labels.get(entry["subject"], entry["subject"]),
            object_label=code["activity"] if code else entry.get("label"),
            object_source=curie.partition(":")[0],
            object_source_version=scheme.get("version", "unknown"),
            mapping_justification="semapv:ManualMappingCuration",
            seen_at=seen_at or "unknown",
        )
        if code is not None and costs:
            maker.add(
                "energy_costs",
                file,
                code,
                {c: c for c in ("edition", "code", "activity", "met", "seen_at", "note")},
                exercise_id=entry["subject"],
                predicate_id=f"skos:{entry['match']}Match",
                seen_at=code.get("seen_at") or scheme.get("seen_at"),
            )
    for prefix, entries in unknown.items():
        others = f" It stands in {len(entries) - 1} further mappings." if len(entries) > 1 else ""
        maker.fail(
            "unknown-scheme",
            " ".join(f"There is no scheme {prefix!r}. {closest(prefix, schemes)}{others}".split()),
            file,
            entries[0].lines["object"],
            "Correct the prefix, or add it under schemes in data/curation/mappings.yaml.",
            "mappings",
            f"{entries[0]['subject']}/{entries[0]['object']}",
        )
    for i, entry in enumerate(document["readings"], 1):
        second = entry["second"]
        maker.add(
            "mapping_readings",
            file,
            entry,
            {
                "subject_id": "subject",
                "object_id": "object",
                "first": "first",
                "first_modifier": "rejected",
                "second": "second",
            },
            ordinal=i,
            first=f"skos:{entry['first']}Match",
            first_modifier="Not" if entry.get("rejected") else None,
            second=None if second == "none" else f"skos:{second}Match",
        )
    for curie in (
        codes.keys() - used if used <= codes.keys() else ()
    ):  # else one is misspelt, which is said above
        maker.fail(
            "unused-code",
            f"No exercise is mapped to the code {curie} as the same or as a case of it, so that its MET would be published.",
            file,
            codes[curie].line,
            "Map one to it; or remove the code, and give its label where it is mapped otherwise.",
            "energy_costs",
            curie,
        )
