"""Connections to where sources are, which moto has not at all; by both of the service's names.

A connection is PENDING until somebody finishes the handshake in the console, as at AWS.
"""

import json
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import uuid4

from moto import backend_index
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.utilities.utils import get_partition

NAMES = {"codestarconnections": "codestar-connections", "codeconnections": "codeconnections"}


def _url_base(host: str) -> str:
    return rf"https?://{host}\.(.+)\.amazonaws\.com"


class ConnectionsBackend(BaseBackend):
    def __init__(self, region_name: str, account_id: str):
        super().__init__(region_name, account_id)
        self.connections: dict[str, dict[str, Any]] = {}
        self.tags: dict[str, dict[str, str]] = {}

    @property
    def _url_module(self) -> Any:
        return SimpleNamespace(
            url_bases=[_url_base(host) for host in NAMES.values()],
            url_paths={"{0}/$": ConnectionsResponse.dispatch},
        )

    def find(self, arn: str) -> dict[str, Any]:
        if arn not in self.connections:
            raise JsonRESTError("ResourceNotFoundException", f"Connection {arn} not found")
        return self.connections[arn]


# Both names are of one service, which sees the same connections.
connections_backends = BackendDict(ConnectionsBackend, "codestar-connections")


class ConnectionsResponse(BaseResponse):
    def __init__(self) -> None:
        super().__init__(service_name="codestar-connections")

    @property
    def backend(self) -> ConnectionsBackend:
        return connections_backends[self.current_account][self.region]

    def create_connection(self) -> str:
        partition = get_partition(self.region)
        where = f"{self.region}:{self.current_account}"
        arn = f"arn:{partition}:codestar-connections:{where}:connection/{uuid4()}"
        connection = {
            "ConnectionArn": arn,
            "ConnectionName": self._get_param("ConnectionName"),
            "ConnectionStatus": "PENDING",
            "OwnerAccountId": self.current_account,
            "ProviderType": self._get_param("ProviderType"),
            "HostArn": self._get_param("HostArn"),
        }
        self.backend.connections[arn] = {k: v for k, v in connection.items() if v is not None}
        self._add_tags(arn)
        return json.dumps({"ConnectionArn": arn, "Tags": self._get_param("Tags", [])})

    def get_connection(self) -> str:
        return json.dumps({"Connection": self.backend.find(self._get_param("ConnectionArn"))})

    def list_connections(self) -> str:
        return json.dumps({"Connections": list(self.backend.connections.values())})

    def delete_connection(self) -> str:
        arn = self._get_param("ConnectionArn")
        self.backend.find(arn)
        del self.backend.connections[arn]
        self.backend.tags.pop(arn, None)
        return "{}"

    def list_tags_for_resource(self) -> str:
        arn = self._get_param("ResourceArn")
        self.backend.find(arn)
        tags = self.backend.tags.get(arn, {})
        return json.dumps({"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]})

    def tag_resource(self) -> str:
        arn = self._get_param("ResourceArn")
        self.backend.find(arn)
        self._add_tags(arn)
        return "{}"

    def untag_resource(self) -> str:
        arn = self._get_param("ResourceArn")
        self.backend.find(arn)
        for key in self._get_param("TagKeys"):
            self.backend.tags.get(arn, {}).pop(key, None)
        return "{}"

    def _add_tags(self, arn: str) -> None:
        given = {tag["Key"]: tag["Value"] for tag in self._get_param("Tags", [])}
        self.backend.tags.setdefault(arn, {}).update(given)


def install() -> None:
    """Makes it look to moto like one of its own: a module with backends, found by the name of the host."""
    for name, host in NAMES.items():
        module = ModuleType(f"moto.{name}")
        setattr(module, f"{name}_backends", connections_backends)
        sys.modules[module.__name__] = module
        backend_index.backend_url_patterns.append((name, re.compile(_url_base(host))))
