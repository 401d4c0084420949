"""A client of yaml-language-server, which editors use: what it says of a file at a place."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60
"""Seconds after which the server counts as hanging."""


class LanguageServer:
    """The server in a process of its own, spoken to over its standard streams."""

    def __init__(self, program: Path, folder: Path, schemas: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(program), "--stdio"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        settings = {"validate": True, "hover": True, "completion": True, "schemas": schemas}
        settings["schemaStore"] = {"enable": False}
        self._settings = {"yaml": settings, "http": {}, "[yaml]": {}}
        root = {"uri": folder.as_uri(), "name": folder.name}
        text = {"completion": {"completionItem": {"documentationFormat": ["plaintext"]}}}
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [root],
                "capabilities": {"textDocument": text, "workspace": {"configuration": True}},
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def diagnostics(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Opens a file with this text: the line, from 1, and the message of each fault in it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self._receive()
            found = message.get("params")
            is_it = message.get("method") == "textDocument/publishDiagnostics"
            if is_it and found["uri"] == path.as_uri():
                return sorted(
                    (one["range"]["start"]["line"] + 1, one["message"])
                    for one in found["diagnostics"]
                )

    def completions(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What it offers at a place, from 0 and in an open file: each with what it says of it."""
        found = self._at("textDocument/completion", path, line, column)
        items = found["items"] if isinstance(found, dict) else found
        return {one["label"]: _text(one.get("documentation")) for one in items}

    def hover(self, path: Path, line: int, column: int) -> str:
        """What it says of the word at a place, from 0 and in an open file."""
        found = self._at("textDocument/hover", path, line, column)
        return _text(found["contents"]) if found else ""

    def _at(self, method: str, path: Path, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": place})

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """A request, and the server's answer to it."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks of its client is answered here."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        sections = (item.get("section", "") for item in message["params"]["items"])
        return [self._settings.get(section, {}) for section in sections]


def _text(said: Any) -> str:
    return said["value"] if isinstance(said, dict) else str(said or "")
