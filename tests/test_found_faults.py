"""Faults that random tries found, each as the smallest example: see tests/test_random_faults.py."""

import json
import os

import pytest

import running_muscle_claims as rmc
from mini import edit, mend_hashes
from pipeline import build as building
from pipeline.report import as_text
from pipeline.validation import validate
from running_muscle_claims import PackageError


def test_an_empty_table_is_told_with_its_file(download):
    path = download / "data/citations.csv"
    path.write_text(path.read_text().split("\n")[0] + "\n")
    mend_hashes(download)
    assert ("empty-table", "data/citations.csv") in {(p.rule, p.file) for p in validate(download, frictionless=False).problems}
