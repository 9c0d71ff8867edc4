"""Documents as both judges and the generator get them: JSON in one file, with
this machine as their only server."""

import json
import re

import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2: dates are strings, and `no` and `on` too."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^(?:[-+]?[0-9]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("merge", r"^<<$", "<"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 16 if "x" in node.value else 10))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file) if path.endswith(".json") else yaml.load(file, Loader)


def at_home(document):
    """The document with no other servers than `/`, wherever one may stand, and with
    the dialect of OpenAPI for one of its own, which no judge knows; without extensions
    that refer to files, which aren't here."""
    document["servers"] = [{"url": "/"}]
    document.pop("jsonSchemaDialect", None)
    for key in [key for key in document if key.startswith("x-")]:
        if refers_to_files({"here": document[key]}):
            del document[key]
    for item in document.get("paths", {}).values():
        for part in [item, *item.values()] if isinstance(item, dict) else []:
            if isinstance(part, dict):
                part.pop("servers", None)
    return document


def refers_to_files(node):
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            return True
        parts = (part for key, part in node.items() if not key.startswith("x-") and key not in ("example", "examples"))
        return any(map(refers_to_files, parts))
    return isinstance(node, list) and any(map(refers_to_files, node))


def write(document, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, default=str)
