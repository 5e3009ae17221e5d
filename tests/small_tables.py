"""Tables of a few claims on a few propositions, for tests of what is derived from them."""

from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.schema.table_schema import load_schemas
from pipeline.tables.rows import Origin, Rows
from pipeline.tables.table_set import TableSet

SCHEMAS = load_schemas(PackageFiles(ROOT))
SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")


class SmallTables:
    """All tables, empty at first. Ids of propositions are p-0, p-1 ... in the order they come."""

    def __init__(self):
        self.tables = {name: Rows(schema) for name, schema in SCHEMAS.items()}
        self._known = {}

    def add(self, table, **row):
        self.tables[table].add(row, Origin("x", 1))

    def proposition(self, relation, **slots):
        """The id of the proposition with these slots, which is added if it is new."""
        key = (relation, *(slots.get(slot) for slot in SLOTS))
        if key not in self._known:
            self._known[key] = name = f"p-{len(self._known)}"
            columns = {f"{slot}_id": slots.get(slot) for slot in SLOTS}
            self.add("propositions", proposition_id=name, relation=relation, **columns)
        return self._known[key]

    def claim(self, article, stance, degree, hedged, proposition):
        """A claim with its passage; claims are numbered through all articles."""
        number = len(self.tables["claims"].rows) + 1
        place = f"{article}:{number}-{number + 1}"
        self.add("passages", passage_id=place, article_id=article)
        self.add(
            "claims",
            claim_id=f"{article}-{number:03}",
            passage_id=place,
            stance=stance,
            degree=degree,
            modality="hedged" if hedged else "asserted",
            proposition_id=proposition,
        )

    def made(self):
        return TableSet(self.tables)
