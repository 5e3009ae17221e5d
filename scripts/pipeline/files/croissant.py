"""croissant.json describes the dataset for search engines and machine learning.

It is generated from the descriptor: a schema.org Dataset in JSON-LD, with the files and fields of
Croissant 1.0. Source of the form: http://mlcommons.org/croissant/1.0 and its context, as the
specification prints it.
"""

from __future__ import annotations

from typing import Any

from pipeline.files.descriptor import describe, dump
from pipeline.schema.table_schema import Field, TableSchema

_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def make_croissant(descriptor: dict[str, Any], tables: dict[str, TableSchema]) -> bytes:
    """The whole document, from the package's descriptor with its sizes and hashes.

    Files are addressed relative to the descriptor.
    """
    people = [
        {"@type": "sc:Organization", "name": one["title"]} for one in descriptor["contributors"]
    ]
    head = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": descriptor["name"],
        "alternateName": descriptor["title"],
        "description": descriptor["description"],
        "identifier": descriptor["id"],
        "version": descriptor["version"],
        "datePublished": descriptor["created"][:10],
        "license": descriptor["licenses"][0]["path"],
        "creator": people,
        "keywords": descriptor["keywords"],
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isLiveDataset": False,
        "citeAs": _cite(descriptor),
        "isBasedOn": [_work(one) for one in descriptor["sources"]],
    }
    files = [
        {
            "@type": "cr:FileObject",
            "@id": one["path"],
            "name": one["name"],
            "description": one["description"],
            "contentUrl": one["path"],
            "encodingFormat": "text/csv",
            "contentSize": f"{one['bytes']} B",
            "sha256": one["hash"].removeprefix("sha256:"),
        }
        for one in descriptor["resources"]
    ]
    return dump(
        head | {"distribution": files, "recordSet": [_records(table) for table in tables.values()]}
    )


def read_metadata(croissant: dict[str, Any], descriptor: dict[str, Any]) -> dict[str, Any]:
    """The metadata of a descriptor that a Croissant document repeats, in the descriptor's form.

    `descriptor` gives what is not repeated. Raises KeyError, TypeError or AttributeError if the
    document has another form than `make_croissant` gives.
    """
    people = zip(descriptor["contributors"], croissant["creator"], strict=True)
    licence = descriptor["licenses"][0] | {"path": croissant["license"]}
    return {
        "name": croissant["name"],
        "title": croissant["alternateName"],
        "description": croissant["description"],
        "id": croissant["identifier"],
        "version": croissant["version"],
        "created": croissant["datePublished"] + descriptor["created"][10:],
        "keywords": croissant["keywords"],
        "licenses": [licence, *descriptor["licenses"][1:]],
        "contributors": [one | {"title": other["name"]} for one, other in people],
    }


def _work(source: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "sc:CreativeWork", "name": source["title"]} | (
        {"url": source["path"]} if "path" in source else {}
    )


def _cite(descriptor: dict[str, Any]) -> str:
    """The citation in BibTeX, as the specification requires."""
    people = " and ".join("{" + one["title"] + "}" for one in descriptor["contributors"])
    fields = {
        "author": people,
        "title": "{" + descriptor["title"] + "}",
        "year": descriptor["created"][:4],
        "version": descriptor["version"],
        "note": descriptor["id"],
    }
    return (
        f"@misc{{{descriptor['name']}, "
        + ", ".join(f"{key} = {{{value}}}" for key, value in fields.items())
        + "}"
    )


def _records(table: TableSchema) -> dict[str, Any]:
    # no `references`: mlcroissant would join by them and drop rows whose key is empty;
    # datapackage.json has the foreign keys
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table.name, field) for field in table.fields],
    }


def _field(table: str, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": describe(field),
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": f"data/{table}.csv"}, "extract": {"column": field.name}},
    }
