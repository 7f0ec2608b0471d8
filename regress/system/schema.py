# SPDX-License-Identifier: ISC
"""As much of JSON Schema (draft 2020-12) as the files of etc/schema use.  A
keyword that is not known here is an error, so that none is passed over."""

import json
import os
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}
IGNORED = {"$schema", "$comment", "title", "$defs"}


class Schema:
    def __init__(self, path):
        self.directory = os.path.dirname(path)
        self.files = {}
        self.root = self.load(os.path.basename(path))

    def load(self, name):
        if name not in self.files:
            with open(os.path.join(self.directory, name),
                      encoding="utf-8") as f:
                self.files[name] = json.load(f)
        return self.files[name]

    def errors(self, value):
        """Empty when the value is of the schema."""
        return list(self.check(self.root, value, self.root, "$"))

    def follow(self, ref, root):
        name, _, pointer = ref.partition("#")
        root = self.load(name) if name else root
        schema = root
        for part in pointer.split("/")[1:]:
            schema = schema[part]
        return schema, root

    def holds(self, schema, value, root):
        return not any(self.check(schema, value, root, ""))

    def check(self, schema, value, root, at):
        if schema is True:
            return
        if schema is False:
            yield f"{at}: must not be there"
            return
        for keyword, want in schema.items():
            if keyword in IGNORED or keyword in (
                    "patternProperties", "properties"):
                continue
            method = getattr(self, "on_" + keyword.replace("$", ""), None)
            if method is None:
                raise ValueError(f"schema keyword {keyword}")
            yield from method(want, value, root, at)
        if isinstance(value, dict):
            yield from self.members(schema, value, root, at)

    def members(self, schema, value, root, at):
        named = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        for key, member in value.items():
            where = f"{at}.{key}"
            matching = [s for p, s in patterns.items() if re.search(p, key)]
            if key in named:
                matching.append(named[key])
            if not matching and "additionalProperties" in schema:
                matching = [schema["additionalProperties"]]
            for s in matching:
                yield from self.check(s, member, root, where)

    def on_additionalProperties(self, *_):
        return ()               # see members

    def on_ref(self, want, value, root, at):
        schema, root = self.follow(want, root)
        yield from self.check(schema, value, root, at)

    @staticmethod
    def is_of(kind, value):
        if kind == "null":
            return value is None
        if kind in TYPES:
            return isinstance(value, TYPES[kind])
        return not isinstance(value, bool) and isinstance(
            value, int if kind == "integer" else (int, float))

    def on_type(self, want, value, root, at):
        kinds = want if isinstance(want, list) else [want]
        if not any(self.is_of(kind, value) for kind in kinds):
            yield f"{at}: {value!r} is no {want}"

    def on_const(self, want, value, root, at):
        if value != want or isinstance(value, bool) != isinstance(want, bool):
            yield f"{at}: {value!r} is not {want!r}"

    def on_enum(self, want, value, root, at):
        if value not in want:
            yield f"{at}: {value!r} is not of {want!r}"

    def on_pattern(self, want, value, root, at):
        if isinstance(value, str) and not re.search(want, value):
            yield f"{at}: {value!r} does not match {want}"

    def on_minimum(self, want, value, root, at):
        if isinstance(value, (int, float)) and value < want:
            yield f"{at}: {value} is under {want}"

    def on_maximum(self, want, value, root, at):
        if isinstance(value, (int, float)) and value > want:
            yield f"{at}: {value} is over {want}"

    def on_required(self, want, value, root, at):
        if isinstance(value, dict):
            for key in want:
                if key not in value:
                    yield f"{at}: {key} is missing"

    def on_propertyNames(self, want, value, root, at):
        if isinstance(value, dict):
            for key in value:
                yield from self.check(want, key, root, f"{at}: name")

    def on_items(self, want, value, root, at):
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from self.check(want, item, root, f"{at}[{i}]")

    def on_minItems(self, want, value, root, at):
        if isinstance(value, list) and len(value) < want:
            yield f"{at}: fewer than {want}"

    def on_maxItems(self, want, value, root, at):
        if isinstance(value, list) and len(value) > want:
            yield f"{at}: more than {want}"

    def on_oneOf(self, want, value, root, at):
        n = sum(self.holds(s, value, root) for s in want)
        if n != 1:
            yield f"{at}: is of {n} of the {len(want)} alternatives"

    def on_not(self, want, value, root, at):
        if self.holds(want, value, root):
            yield f"{at}: is what it must not be"
