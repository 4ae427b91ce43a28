"""Reads a JSON array of {format, doc}, doc being base64, with libraries of others, and
prints what each finds: [{nodes, edges}] or [{error}]. See .ci/readers."""

import base64
import csv
import io
import json
import sys


def graphml(doc):
    import networkx

    g = networkx.read_graphml(io.BytesIO(doc), force_multigraph=True)
    return g.number_of_nodes(), g.number_of_edges()


def gexf(doc):
    import networkx

    g = networkx.read_gexf(io.BytesIO(doc), version="1.3")
    return g.number_of_nodes(), g.number_of_edges()


def xlsx(doc):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(doc), read_only=True)
    rows = {}
    for name in ("Nodes", "Links"):
        rows[name] = sum(1 for _ in book[name].iter_rows()) - 1
    return rows["Nodes"], rows["Links"]


def table(doc):
    """Rows of a table of links: all as long as its head."""
    rows = list(csv.reader(io.StringIO(doc.decode("utf-8"), newline=""), strict=True))
    short = [r for r in rows if len(r) != len(rows[0])]
    if short:
        raise ValueError(f"a row of {len(short[0])} cells under {len(rows[0])}: {short[0]}")
    return -1, len(rows) - 1


def ftm(doc):
    """Entities and links, each one that its schema accepts."""
    from followthemoney import model

    nodes = edges = 0
    for line in doc.splitlines():
        data = json.loads(line)
        schema = model.get(data["schema"])
        schema.validate(data)
        proxy = model.get_proxy(data)
        lost = set(data["properties"]) - {p.name for p, _ in proxy.itervalues()}
        if lost:
            raise ValueError(f"{data['id']}: {sorted(lost)} is not read")
        if schema.edge:
            edges += 1
        else:
            nodes += 1
    return nodes, edges


def bods(doc):
    """Parties and relationships of a package that the validator of the standard accepts."""
    import pathlib
    import tempfile

    import libcovebods.data_reader
    import libcovebods.jsonschemavalidate
    import libcovebods.schema

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "package.json"
        path.write_bytes(doc)
        reader = libcovebods.data_reader.DataReader(str(path))
        schema = libcovebods.schema.SchemaBODS(reader)
        faults = libcovebods.jsonschemavalidate.JSONSchemaValidator(schema).validate(reader)
    if faults:
        raise ValueError(f"{len(faults)} faults, as {faults[0].json()}")
    kinds = [s["recordType"] for s in json.loads(doc)]
    return len(kinds) - kinds.count("relationship"), kinds.count("relationship")


READ = {"graphml": graphml, "gexf": gexf, "xlsx": xlsx, "csv": table, "ftm": ftm, "bods": bods}

found = []
for one in json.load(sys.stdin):
    try:
        nodes, edges = READ[one["format"]](base64.b64decode(one["doc"]))
        found.append({"nodes": nodes, "edges": edges})
    except Exception as fault:  # whatever it is, it is told
        found.append({"error": f"{type(fault).__name__}: {fault}"[:400]})
json.dump(found, sys.stdout)
