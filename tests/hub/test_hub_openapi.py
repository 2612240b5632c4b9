"""Every route is documented: summary, tag, and each status it can answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract import wire

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


def operations(client: TestClient):
    described = client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_route_has_summary_and_tag(client: TestClient) -> None:
    found = list(operations(client))
    assert len(found) > 20
    for path, method, operation in found:
        assert operation.get("summary"), (path, method)
        assert operation.get("description"), (path, method)
        assert operation.get("tags"), (path, method)


def test_every_api_answer_has_a_shape(client: TestClient) -> None:
    seen = set()
    for path, method, operation in operations(client):
        if not path.startswith("/api/"):
            continue
        seen.add(path)
        for status, answer in operation["responses"].items():
            if status == "204":
                continue
            schema = answer["content"]["application/json"]["schema"]
            if int(status) >= 400:
                assert schema["$ref"].endswith("/Problem"), (path, method, status)
            else:
                assert "$ref" in schema, (path, method, status)
    assert {wire.ENROL, wire.CASES, wire.QUERIES, wire.RATINGS, wire.HELP, wire.HEARTBEAT, wire.ALIVE} <= seen


def test_signed_routes_say_what_signing_can_cost(client: TestClient) -> None:
    for path, method, operation in operations(client):
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        if wire.SIGNATURE_HEADER in names:
            assert {"401", "413", "422", "503"} <= set(operation["responses"]), (path, method)


def test_unknown_paths_and_methods_are_problems(client: TestClient) -> None:
    assert client.get("/api/v1/nothing").json()["code"] == "no_such_path"
    assert client.get(wire.CASES).json()["code"] == "wrong_method"
    assert client.get(wire.ALIVE).json()["protocol"] == 1
