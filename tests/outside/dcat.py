"""pyshacl: the catalogue meets the shapes of DCAT-AP 3 (`dcat-ap-3.ttl`, written from the
specification)."""

from pathlib import Path

from pyshacl import validate
from rdflib import DCAT, RDF, Graph

import web

SHAPES = Path(__file__).with_name("dcat-ap-3.ttl")


def check(base: str) -> list[str]:
    catalogue = Graph().parse(data=web.body(f"{base}/katalog.jsonld"), format="json-ld")
    kinds = {"Catalog": DCAT.Catalog, "Dataset": DCAT.Dataset, "Distribution": DCAT.Distribution}
    absent = [name for name, kind in kinds.items() if not any(catalogue.subjects(RDF.type, kind))]
    if absent:
        return [f"the catalogue has no {name}" for name in absent]
    conforms, _, text = validate(catalogue, shacl_graph=Graph().parse(SHAPES), inference="none")
    wrong = [] if conforms else text.splitlines()
    # A checksum nobody can follow is worse than none: each file is there.
    for distribution in catalogue.subjects(RDF.type, DCAT.Distribution):
        for address in catalogue.objects(distribution, DCAT.downloadURL):
            with web.get(str(address).replace(origin(address), base)) as answer:
                if answer.status != 200:
                    wrong.append(f"{address}: {answer.status}")
    return wrong


def origin(address: str) -> str:
    return "/".join(str(address).split("/", 3)[:3])
