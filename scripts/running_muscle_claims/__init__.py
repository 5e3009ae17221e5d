"""Load the dataset as typed pandas DataFrames, ask it questions, cite it.

    >>> import running_muscle_claims as rmc
    >>> tables = rmc.load()              # every table, by name
    >>> claims = rmc.load("claims")      # one table; claims_flat has names instead of ids
    >>> claims["degree"].cat.ordered
    True
    >>> rmc.find_term("quads")           # any name of a term gives its id
    'quadriceps'
    >>> found = rmc.claims_about(muscle="quads", exercise="uphill running")
    >>> set(found["relation"]) <= {"same", "narrower"}
    True
    >>> rmc.question("does running build muscle").summary["articles"]
    5
    >>> rmc.proposition("running-raises-muscle-size").statement
    'Running builds muscle.'

To import this module imports nothing else. The first call imports pandas.
"""

# Type checkers take this name as true. To import it from typing would take most of the time that
# the import of this module takes.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._cite import cite
    from ._errors import PackageError
    from ._load import describe, load, table_names
    from ._propositions import Proposition, proposition
    from ._query import claims_about, evidence_about
    from ._questions import Question, disagreements, question, questions
    from ._quotes import attach_quotes
    from ._sentences import find_sentences
    from ._source import package_folder
    from ._terms import find_term, related_terms

_HOMES = {
    "cite": "_cite",
    "describe": "_load",
    "load": "_load",
    "table_names": "_load",
    "Proposition": "_propositions",
    "proposition": "_propositions",
    "Question": "_questions",
    "disagreements": "_questions",
    "question": "_questions",
    "questions": "_questions",
    "claims_about": "_query",
    "evidence_about": "_query",
    "attach_quotes": "_quotes",
    "find_sentences": "_sentences",
    "PackageError": "_errors",
    "package_folder": "_source",
    "find_term": "_terms",
    "related_terms": "_terms",
}
__all__ = [
    "PackageError",
    "Proposition",
    "Question",
    "attach_quotes",
    "cite",
    "claims_about",
    "describe",
    "disagreements",
    "evidence_about",
    "find_sentences",
    "find_term",
    "load",
    "package_folder",
    "proposition",
    "question",
    "questions",
    "related_terms",
    "table_names",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(
            f"module {__name__!r} has no attribute {name!r}. Its names: {', '.join(__all__)}."
        )
    from importlib import import_module  # noqa: PLC0415 - this module imports nothing at the start

    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
