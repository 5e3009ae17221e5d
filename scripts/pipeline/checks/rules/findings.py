"""The rule for the numbers of findings."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet


@rule("finding-numbers")
def finding_numbers(package: TableSet):
    """Numbers fit the result: sign and p value go with higher or lower, a value lies within its interval, an interval without zero goes not with no_difference, a sample is no larger than the study's; a note says why one does not."""
    rows, references = package["findings"], package.index("references")
    for i, row in enumerate(rows.rows):
        low, value, high = row["low"], row["value"], row["high"]
        whole = (references.get(row["reference_id"]) or {}).get("sample_size")
        if None not in (row["sample_size"], whole) and row["sample_size"] > whole:
            yield problem(
                rows,
                i,
                "finding-numbers",
                f"{row['sample_size']} people in the finding, {whole} in the study.",
                "Correct one of them.",
                "sample_size",
            )
        if row["note"]:
            continue
        if value is not None and (
            (row["result"] == "higher" and value < 0) or (row["result"] == "lower" and value > 0)
        ):
            yield problem(
                rows,
                i,
                "finding-numbers",
                f"The value {value} goes not with the result {row['result']}.",
                "Correct one of them; a slip of the paper's own needs a note.",
                "value",
            )
        elif (
            row["p_value"] is not None
            and row["p_value"] > 0.05
            and row["result"] in ("higher", "lower")
        ):
            yield problem(
                rows,
                i,
                "finding-numbers",
                f"p = {row['p_value']} goes not with the result {row['result']}.",
                "Correct one of them; a slip of the paper's own needs a note.",
                "p_value",
            )
        if None in (low, value, high):
            continue
        if not low <= value <= high:
            yield problem(
                rows,
                i,
                "finding-numbers",
                f"The value {value} lies outside its interval from {low} to {high}.",
                "Correct it; a slip of the paper's own needs a note.",
                "value",
            )
        elif row["result"] == "no_difference" and (low > 0 or high < 0):
            yield problem(
                rows,
                i,
                "finding-numbers",
                "The interval excludes zero, but the result is no_difference.",
                "Correct one of them; a slip of the paper's own needs a note.",
                "result",
            )
