"""Faults of meaning in the small package: vocabulary, mappings, works, findings, readings,
articles and searches. `test_rules.py` tries them with its own."""

from mutations import add_row, all_of, new_row, set_value

SIZE, CYCLING = "pmid-1-size", "pmid-1-cycling"
EXACT = "quadriceps/skos:exactMatch/ANAT:0001"
FIRST_SEARCH = "2024-03-01-001"
CASE = "vastus-lateralis/skos:narrowMatch/ANAT:0002"
BROAD = "quadriceps/skos:broadMatch/ANAT:0009"


def finding(column, value, row=SIZE):
    return set_value("findings", row, column, value)


def work(column, value):
    return set_value("references", "pmid-1", column, value)


def term(name, column, value):
    return set_value("terms", name, column, value)


def muscle(name, column, value):
    return set_value("muscles", name, column, value)


def acts(muscle, *actions):
    """A mutation: a muscle makes these movements and no other, each at a joint."""

    def mutate(package):
        rows = package["muscle_actions"]
        like = rows.rows[0] | {"muscle_id": muscle}
        kept = [row for row in rows.rows if row["muscle_id"] != muscle]
        made = [like | {"joint": joint, "movement": movement} for joint, movement in actions]
        rows.rows = kept + made
        rows.origins = [rows.origins[0]] * len(rows.rows)

    return mutate


def mapping(column, value, row=EXACT):
    return set_value("mappings", row, column, value)


def another_work(**changes):
    good = {
        "reference_id": "pmid-2",
        "pmid": "2",
        "type": "article-journal",
        "status": "partly_resolved",
    }
    return new_row("references", **(good | changes))


def second_like(table):
    """The second reading of an article of twelve claims, worded like another table's statements."""

    def mutate(package):
        claim = next(r for r in package["claims"].rows if r["claim_id"] == "harbour-post-001")
        for number in range(12):
            name = f"harbour-post-1{number:02}"
            statement = f"Rowing is good in way number {number}."
            add_row("claims", claim["claim_id"], claim_id=name, statement=statement)(package)
            for reader in ("first", "second"):
                said = statement if reader == "second" or table == "readings" else f"{number}."
                like = f"harbour-post/{reader}/1"
                add_row("readings", like, ordinal=100 + number, statement=said)(package)
        if table == "readings":
            for row in package["claims"].rows:
                row["statement"] += " So it is."

    return mutate


def both_read(column, value):
    """Both readings of the first claim of an article have another value."""
    return all_of(
        *(
            set_value("readings", f"harbour-post/{reader}/1", column, value)
            for reader in ("first", "second")
        )
    )


def opposed_by_another_source(**more):
    """A mutation: source b has a muscle that extends the knee flex it."""
    extension = "vastus-lateralis/knee/extension/whole/gray-1918"
    return add_row("muscle_actions", extension, movement="flexion", source_id="b", **more)


def of_opposite_sides(package):
    """Three muscles at the front of the thigh; one of them does the opposite of two."""
    for name, movement in (
        ("vastus-lateralis", "extension"),
        ("vastus-medialis", "extension"),
        ("quadriceps", "flexion"),
    ):
        acts(name, ("knee", movement))(package)
        term(name, "definition", f"A muscle of the front of the thigh, {name}.")(package)


def head_of_another(package):
    muscle("vastus-medialis", "latin_name", "musculus gracilis")(package)
    muscle("vastus-lateralis", "kind", "head")(package)
    term("vastus-lateralis", "broader_id", "vastus-medialis")(package)


def left_of_another(package):
    """The right side is mapped to one muscle, the left side to another."""
    for subject, side in (("vastus-lateralis", "r"), ("vastus-medialis", "l")):
        add_row(
            "mappings",
            CASE,
            subject_id=subject,
            object_id=f"ANAT:vas_{side}",
        )(package)


def beside_the_exact(package):
    add_row("mappings", BROAD, subject_id="vastus-medialis", object_id="ANAT:0001")(package)
    for row in package["term_members"].rows:
        if row["member_id"] == "vastus-medialis":
            row["member_id"] = "calves"


def twice_rowed(**changes):
    """One more activity of rowing, of the same code in another edition."""
    return add_row("energy_costs", "rowing/2024/15001", edition=2011, **changes)


def seen_in_an_unknown_copy(comment=None):
    """The code of rowing was seen only in a copy of unknown origin, and its mapping is as given."""
    row = "rowing/skos:narrowMatch/compendium2024:15001"
    changes = [
        set_value(
            "energy_costs",
            "rowing/2024/15001",
            "note",
            "The code was seen only in a copy whose origin is not known.",
        )
    ]
    if comment is not None:
        changes += [
            set_value("mappings", row, "confidence", 0.6),
            set_value("mappings", row, "comment", comment),
        ]
    return all_of(*changes)


def slower_costs_more(package):
    for code, speed, met in (("1", "5.0 to 5.9", 9.0), ("2", "6", 8.0)):
        add_row(
            "energy_costs",
            "rowing/2024/15001",
            code=code,
            activity=f"rowing, {speed} mph",
            met=met,
        )(package)


def volumes(earlier, later):
    """Two works in one journal, each a volume and a year."""
    return all_of(
        *(work(column, value) for column, value in zip(("volume", "year"), earlier, strict=True)),
        work("container", "Journal of Oars"),
        another_work(container="Journal of Oars", volume=later[0], year=later[1]),
    )


def one_misspelled(package):
    """Ten identifiers that spell their labels, and one that does not."""
    for number in range(11):
        add_row(
            "mappings",
            "rowing/skos:relatedMatch/compendium2024:15003",
            subject_id="quadriceps",
            object_id=f"NEW:oar_{number}",
            object_label="tide" if number == 5 else f"oar {number}",
        )(package)


def verbatim_statement(package):
    package["claims"].schema.field("statement").raw["x-verbatim"] = True


def listed(first, second):
    """Two works that an article lists under their numbers, with these titles."""
    return all_of(
        work("title", first),
        another_work(title=second),
        *(
            add_row(
                "citations",
                "harbour-study",
                citation_id=f"harbour-post-listed-{number}",
                reference_id=f"pmid-{number}",
                basis="listed_only",
            )
            for number in (1, 2)
        ),
    )


def dated_text(package):
    from pipeline.text.passage_address import Text

    text = Text(package.captures["tide-times"].text + "\nUpdated October 5, 2022")
    package.captures["tide-times"] = text
    for column, fact in text.facts().items():
        set_value("articles", "tide-times", column, fact)(package)
    set_value("articles", "tide-times", "updated_on", "2022-05-10")(package)


def each_about_the_other(package):
    """Large calves are about the calves, and the calves about large calves."""
    for term, part in (("large-calves", "calves"), ("calves", "large-calves")):
        new_row("term_about", term_id=term, about_id=part)(package)


FAULTS = [
    (
        "audited-row",
        set_value("audits", "blind/claims/harbour-post-001/terms/1", "row_key", "harbour-post-009"),
        "audits",
        "blind/claims/harbour-post-009/terms/1",
    ),
    (
        "audited-row",
        set_value("audits", "blind/claims/harbour-post-001/terms/1", "table_name", "claim"),
        "audits",
        "blind/claim/harbour-post-001/terms/1",
    ),
    (
        "about-another",
        new_row("term_about", term_id="large-calves", about_id="muscle-size"),
        "term_about",
        "large-calves/muscle-size",
    ),
    ("about-another", each_about_the_other, "term_about", "calves/large-calves"),
    ("about-named", term("rowers", "name", "people fond of rowing"), "terms", "rowers"),
    ("finding-id", finding("finding_id", "pmid-2-size"), "findings", "pmid-2-size"),
    ("finding-result", finding("value", -5.2), "findings", SIZE),
    ("finding-result", finding("low", -1.5), "findings", SIZE),
    (
        "finding-result",
        all_of(
            finding("low", None), finding("p_value", 0.01), finding("result", "no_clear_difference")
        ),
        "findings",
        SIZE,
    ),
    (
        "finding-interval",
        all_of(finding("value", 12.0), finding("note", "So in the paper.")),
        "findings",
        SIZE,
    ),
    ("finding-interval", finding("high", 90.0), "findings", SIZE),
    ("finding-decimals", finding("note", "It grew by 52 %."), "findings", SIZE),
    ("finding-muscle", finding("statement", "The calf muscles grew."), "findings", SIZE),
    ("finding-muscle", finding("finding_id", "pmid-1-vastus-medialis"), "findings", None),
    ("finding-direction", finding("statement", "The outer head shrank."), "findings", SIZE),
    ("finding-direction", finding("result", "no_clear_difference"), "findings", SIZE),
    (
        "finding-direction",
        finding("statement", "Cycling added more.", CYCLING),
        "findings",
        CYCLING,
    ),
    (
        "finding-people",
        all_of(work("participants", "young men"), finding("statement", "It grew in older men.")),
        "findings",
        SIZE,
    ),
    (
        "finding-people",
        all_of(
            term("rowers", "name", "women"),
            work("participants", "12 men"),
            finding("population_id", "rowers"),
        ),
        "findings",
        SIZE,
    ),
    ("finding-count", finding("statement", "It grew in twenty rowing men."), "findings", SIZE),
    (
        "reference-author",
        all_of(work("authors", "Boat, Ann"), work("reference_id", "oar-2020")),
        "references",
        "oar-2020",
    ),
    (
        "identifier-page",
        work("seen_at", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        "references",
        "pmid-1",
    ),
    (
        "identifier-page",
        all_of(work("doi", "10.1234/oar.1"), work("url", "https://doi.org/10.1234%2Foar.2")),
        "references",
        "pmid-1",
    ),
    (
        "identifier-page",
        all_of(work("pmcid", "PMC1234567"), work("url", "https://example.org/PMC7654321/")),
        "references",
        "pmid-1",
    ),
    ("address-signs", work("url", "https://example.org/a<b"), "references", "pmid-1"),
    ("person-kind", set_value("people", "harbour-staff", "kind", "person"), "people", None),
    ("reference-pages", work("pages", "press"), "references", "pmid-1"),
    ("reference-pages", work("pages", "1-8, v-iii"), "references", "pmid-1"),
    ("reference-pages", work("pages", "1234.e8-1234.e1"), "references", "pmid-1"),
    ("literal-person", work("authors", "Boat A; Oar, Ann"), "references", "pmid-1"),
    ("doi-form", work("doi", "10.1234/oar.1."), "references", "pmid-1"),
    ("doi-form", work("doi", "10.1234/oar.1/full"), "references", "pmid-1"),
    (
        "doi-year",
        all_of(work("doi", "10.1234/oar.2015.1"), work("year", 2020)),
        "references",
        "pmid-1",
    ),
    (
        "doi-journal",
        all_of(
            *(
                another_work(reference_id=f"a-{i}", container="Oars", doi=f"10.1234/oar.{i}")
                for i in range(2)
            ),
            work("doi", "10.1234/oar.9"),
            work("container", "Boats"),
        ),
        "references",
        "pmid-1",
    ),
    ("journal-volume", volumes(("3", 2020), ("4", 2019)), "references", None),
    ("study-design", work("title", "Oars: a systematic review"), "references", "pmid-1"),
    ("study-design", work("title", "Oars: a randomized trial"), "references", "pmid-1"),
    (
        "study-design",
        all_of(
            work("design", "randomised_trial"),
            work("note", "The abstract does not say how the groups were formed."),
        ),
        "references",
        "pmid-1",
    ),
    ("study-count", work("participants", "7 men and 8 women"), "references", "pmid-1"),
    ("study-count", work("participants", "4 and 8 pairs of twins"), "references", "pmid-1"),
    ("markup-remains", work("title", "Oars &amp; boats"), "references", "pmid-1"),
    ("markup-remains", work("title", "Oars and <i>boats</i>"), "references", "pmid-1"),
    ("markup-remains", work("title", r"Oars and \textit boats"), "references", "pmid-1"),
    ("markup-remains", work("authors", "Mu\u00c3\u00b1oz, Ana"), "references", "pmid-1"),
    ("markup-remains", work("title", "The rower\u00e2\u20ac\u2122s calf"), "references", "pmid-1"),
    ("others-named", work("authors", "Boat, Ann; et al., and"), "references", "pmid-1"),
    ("verbatim-fields", verbatim_statement, "claims", None),
    (
        "names-opposed",
        term("vastus-lateralis", "definition", "The inner head."),
        "terms",
        "vastus-lateralis",
    ),
    (
        "set-apart",
        term("large-calves", "definition", "Calves to look at; how large they are is muscle size."),
        "terms",
        "large-calves",
    ),
    (
        "group-definition",
        term("quadriceps", "definition", "The vastus lateralis and the calf muscles."),
        "terms",
        "quadriceps",
    ),
    (
        "latin-name",
        muscle("vastus-lateralis", "latin_name", "musculus vastus medialis"),
        "muscles",
        "vastus-lateralis",
    ),
    ("latin-name", head_of_another, "muscles", "vastus-lateralis"),
    (
        "muscle-action",
        all_of(
            acts("quadriceps", ("knee", "extension"), ("hip", "flexion")),
            acts("vastus-lateralis", ("knee", "extension"), ("hip", "extension")),
        ),
        "muscle_actions",
        "vastus-lateralis/hip/extension/whole/gray-1918",
    ),
    (
        "muscle-action",
        all_of(
            acts("quadriceps", ("knee", "extension")),
            acts("vastus-lateralis", ("knee", "flexion")),
        ),
        "muscle_actions",
        "vastus-lateralis/knee/flexion/whole/gray-1918",
    ),
    (
        "muscle-side",
        of_opposite_sides,
        "muscle_actions",
        "quadriceps/knee/flexion/whole/gray-1918",
    ),
    (
        "sources-opposed",
        opposed_by_another_source(),
        "muscle_actions",
        "vastus-lateralis/knee/flexion/whole/b",
    ),
    (
        "sources-opposed",
        all_of(
            *(
                add_row(
                    "muscle_actions",
                    "vastus-lateralis/knee/extension/whole/gray-1918",
                    movement=movement,
                    source_id=source,
                )
                for movement, source in (("extension", "b"), ("flexion", "c"))
            )
        ),
        "muscle_actions",
        "vastus-lateralis/knee/flexion/whole/c",
    ),
    (
        "movement-possible",
        acts("vastus-lateralis", ("knee", "dorsiflexion")),
        "muscle_actions",
        "vastus-lateralis/knee/dorsiflexion/whole/gray-1918",
    ),
    (
        "movement-possible",
        new_row("term_movements", term_id="rowing", joint="elbow", movement="eversion"),
        "term_movements",
        "rowing/elbow/eversion",
    ),
    (
        "movement-named",
        all_of(
            term("rowing", "definition", "Moving a boat by extending the knee."),
            new_row("term_movements", term_id="rowing", joint="knee", movement="flexion"),
        ),
        "term_movements",
        "rowing/knee/flexion",
    ),
    (
        "movement-named",
        new_row("term_movements", term_id="rowing", joint="knee", movement="any"),
        "term_movements",
        "rowing/knee/any",
    ),
    (
        "anatomy-source-used",
        add_row("anatomy_sources", "gray-1918", source_id="gray-1858"),
        "anatomy_sources",
        "gray-1858",
    ),
    (
        "action-once",
        add_row(
            "muscle_actions", "vastus-lateralis/knee/extension/whole/gray-1918", part="upper fibres"
        ),
        "muscle_actions",
        "vastus-lateralis/knee/extension/upper fibres/gray-1918",
    ),
    (
        "action-follows",
        muscle("vastus-lateralis", "action", "flexes the knee"),
        "muscles",
        "vastus-lateralis",
    ),
    (
        "action-follows",
        acts("vastus-medialis", ("hip", "flexion")),
        "muscles",
        "quadriceps",
    ),
    (
        "mapping-name",
        all_of(mapping("object_label", "musculus soleus"), mapping("comment", "So called there.")),
        "mappings",
        EXACT,
    ),
    (
        "mapping-opposed",
        mapping("object_label", "vastus medialis", CASE),
        "mappings",
        CASE,
    ),
    ("mapping-width", mapping("object_label", "left quadriceps", BROAD), "mappings", BROAD),
    ("mapping-comment", mapping("comment", "Ours is the whole of it."), "mappings", EXACT),
    ("mapping-mirror", left_of_another, "mappings", "vastus-medialis/skos:narrowMatch/ANAT:vas_l"),
    (
        "mapping-of-two",
        add_row(
            "mappings",
            CASE,
            subject_id="vastus-medialis",
        ),
        "mappings",
        "vastus-medialis/skos:narrowMatch/ANAT:0002",
    ),
    (
        "mapping-beside",
        beside_the_exact,
        "mappings",
        "vastus-medialis/skos:broadMatch/ANAT:0001",
    ),
    (
        "settled-mapping",
        mapping("predicate_modifier", None, "calves/skos:exactMatch/ANAT:0003"),
        "mappings",
        "calves/skos:exactMatch/ANAT:0003",
    ),
    ("met-editions", twice_rowed(met=12.9), "energy_costs", "rowing/2011/15001"),
    (
        "met-editions",
        twice_rowed(activity="sailing in wind"),
        "energy_costs",
        "rowing/2011/15001",
    ),
    ("met-speed", slower_costs_more, "energy_costs", "rowing/2024/2"),
    (
        "unknown-copy",
        seen_in_an_unknown_copy(),
        "mappings",
        "rowing/skos:narrowMatch/compendium2024:15001",
    ),
    (
        "unknown-copy",
        seen_in_an_unknown_copy("Hard rowing."),
        "mappings",
        "rowing/skos:narrowMatch/compendium2024:15001",
    ),
    ("reading-copied", second_like("readings"), "readings", "harbour-post/second/1"),
    ("reading-copied", second_like("claims"), "readings", "harbour-post/second/1"),
    (
        "reading-stance",
        all_of(
            set_value("readings", "harbour-post/first/1", "stance", "asserts"),
            set_value(
                "readings", "harbour-post/first/1", "statement", "No rower has large calves."
            ),
        ),
        "readings",
        "harbour-post/first/1",
    ),
    (
        "reading-stance",
        set_value("readings", "harbour-post/second/2", "stance", "denies"),
        "readings",
        "harbour-post/second/2",
    ),
    ("settled-stance", both_read("stance", "asserts"), "claims", "harbour-post-001"),
    ("settled-kind", both_read("kind", "condition"), "claims", "harbour-post-001"),
    (
        "settled-sense",
        both_read("statement", "Large calves are only rare among rowers."),
        "claims",
        "harbour-post-001",
    ),
    (
        "settled-sense",
        set_value("claims", "harbour-post-001", "statement", "Large calves may be rare."),
        "claims",
        "harbour-post-001",
    ),
    (
        "settled-content",
        both_read("statement", "Strange boats sink."),
        "claims",
        "harbour-post-001",
    ),
    (
        "settled-sides",
        set_value(
            "claims", "harbour-post-004", "statement", "Cycling adds more there than rowing."
        ),
        "claims",
        "harbour-post-004",
    ),
    (
        "settled-evidence",
        set_value("evidence", "rowing-raises-quadriceps-size/pmid-1-size", "direction", "opposes"),
        "evidence",
        "rowing-raises-quadriceps-size/pmid-1-size",
    ),
    (
        "article-dates",
        set_value("articles", "harbour-post", "updated_on", "2024-02-28"),
        "articles",
        "harbour-post",
    ),
    (
        "article-people",
        set_value("articles", "harbour-post", "reviewer_id", "harbour-staff"),
        "articles",
        "harbour-post",
    ),
    (
        "article-address",
        set_value("articles", "harbour-post", "url", "https://example.org/how-to-swim-far"),
        "articles",
        "harbour-post",
    ),
    ("article-date-words", dated_text, "articles", "tide-times"),
    (
        "listed-order",
        listed("which is more than cycling did", "Can rowing build calves"),
        "citations",
        "harbour-post-listed-2",
    ),
    (
        "listed-order",
        listed("Of another work entirely", "Can rowing build calves"),
        "citations",
        "harbour-post-listed-1",
    ),
    (
        "search-found",
        add_row(
            "search_propositions",
            f"{FIRST_SEARCH}/rowing-raises-quadriceps-size",
            proposition_id="rowing-raises-calf-work",
        ),
        "search_propositions",
        None,
    ),
    (
        "search-note",
        set_value("searches", FIRST_SEARCH, "note", "Nothing but web pages."),
        "search_propositions",
        None,
    ),
    (
        "search-date",
        all_of(
            set_value("articles", "tide-times", "updated_on", "2024-01-31"),
            set_value("searches", FIRST_SEARCH, "searched_on", "2024-01-30"),
        ),
        "search_propositions",
        None,
    ),
    ("finding-unit", finding("unit", "{SMD}"), "findings", SIZE),
    ("study-design", work("title", "Oars: a meta-analysis"), "references", "pmid-1"),
    (
        "study-design",
        all_of(
            work("title", "Oars: an umbrella review of meta-analyses"),
            work("design", "meta_analysis"),
        ),
        "references",
        "pmid-1",
    ),
    (
        "study-design",
        all_of(work("title", "Oars: a systematic review"), work("design", "narrative_review")),
        "references",
        "pmid-1",
    ),
    (
        "study-design",
        all_of(
            work("design", "randomised_crossover"),
            work("note", "The abstract does not say how the groups were formed."),
        ),
        "references",
        "pmid-1",
    ),
    (
        "settled-evidence",
        set_value("evidence", "rowing-raises-quadriceps-size/pmid-1-size", "direction", "unclear"),
        "evidence",
        "rowing-raises-quadriceps-size/pmid-1-size",
    ),
    ("finding-proxy", finding("note", "It is read as the size."), "findings", SIZE),
    ("study-number", work("studies", 3), "references", "pmid-1"),
    ("study-number", finding("studies", 3), "findings", SIZE),
    (
        "study-number",
        all_of(work("design", "systematic_review"), work("studies", 2), finding("studies", 3)),
        "findings",
        SIZE,
    ),
    (
        "study-people",
        all_of(work("title", "Oars and women"), work("participants", "12 men")),
        "references",
        "pmid-1",
    ),
    ("reference-pages", work("pages", "205-10"), "references", "pmid-1"),
    (
        "reference-pages",
        all_of(work("doi", "10.1234/oar.27.353"), work("volume", "27"), work("pages", "335-356")),
        "references",
        "pmid-1",
    ),
    (
        "set-apart",
        term("muscle-size", "definition", "The bulk of a muscle; how large it is is muscle size."),
        "terms",
        "muscle-size",
    ),
    ("region-words", muscle("calves", "region", "thigh"), "muscles", "calves"),
    ("label-spelled", one_misspelled, "mappings", "quadriceps/skos:relatedMatch/NEW:oar_5"),
    (
        "article-title",
        set_value("articles", "tide-times", "title", "Legs and oars"),
        "articles",
        "tide-times",
    ),
    (
        "article-address",
        set_value("articles", "harbour-post", "url", "https://tides.org/rowing"),
        "articles",
        "harbour-post",
    ),
    (
        "person-words",
        set_value("people", "harbour-staff", "credentials", "Ph.D., rower"),
        "people",
        "harbour-staff",
    ),
    (
        "search-words",
        set_value("searches", FIRST_SEARCH, "query", "swimming in lakes"),
        "searches",
        FIRST_SEARCH,
    ),
    (
        "finding-proxy",
        finding("note", "Thickness stands for size."),
        "findings",
        SIZE,
    ),
    ("claim-named", work("note", "See harbour-post-090."), "references", "pmid-1"),
    (
        "crossed-joints",
        all_of(
            term("vastus-medialis", "definition", "A muscle that crosses the knee alone."),
            acts("vastus-medialis", ("knee", "extension"), ("hip", "flexion")),
        ),
        "muscle_actions",
        "vastus-medialis/hip/flexion/whole/gray-1918",
    ),
    (
        "broader-opposed",
        all_of(
            term("cycling", "broader_id", "rowing"),
            term("cycling", "definition", "A fast ride."),
            term("rowing", "definition", "A slow ride."),
        ),
        "terms",
        "cycling",
    ),
    (
        "title-page",
        all_of(
            another_work(title="Of oars and boats and tides"),
            work("url", "https://example.org/of-oars-and-boats-and-tides.html"),
        ),
        "references",
        "pmid-1",
    ),
    (
        "finding-sides",
        finding("statement", "Rowing added more than cycling did.", CYCLING),
        "findings",
        CYCLING,
    ),
    (
        "finding-muscle",
        finding("statement", "The inner head of the muscle grew."),
        "findings",
        SIZE,
    ),
    (
        "article-people",
        all_of(
            set_value("articles", "harbour-post", "author_id", None),
            set_value("people", "harbour-staff", "role", "reviewer"),
        ),
        "people",
        "harbour-staff",
    ),
]
