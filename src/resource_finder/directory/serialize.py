"""Entries as JSON, as the index keeps them, and back again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from resource_finder.model import (
    Address,
    Ages,
    Citation,
    Detail,
    Entry,
    Event,
    Header,
    Notice,
    Phase,
    Phone,
    Region,
    Service,
    Source,
    Text,
    Urgent,
    WalletLine,
    Web,
)


def serialize(value: Any) -> str:
    """A value of the model as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Values of the model as what JSON knows."""
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return {name: _plain(held) for name, held in value._asdict().items()}
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, tuple) else value


def _text(value: dict[str, str] | None) -> Text | None:
    return Text(**value) if value else None


def _texts(value: dict[str, Any], *keys: str) -> None:
    for key in keys:
        value[key] = _text(value[key])


def deserialize_source(value: dict[str, Any]) -> Source:
    """The source that `freeze` made this of."""
    _texts(value, "title", "dated")
    return Source(**value)


def deserialize_entry(kind: str, payload: str) -> Entry:
    """The service, event or notice that `freeze` made this of."""
    value = json.loads(payload)
    _texts(value, "name", "summary")
    value["details"] = tuple(
        Detail(text=Text(**d["text"]), sources=tuple(d["sources"])) for d in value["details"]
    )
    value["notes"] = tuple(Text(**note) for note in value["notes"])
    value["sources"] = tuple(
        Citation(source=c["source"], supports=tuple(c["supports"]), note=_text(c["note"]))
        for c in value["sources"]
    )
    for key in ("topics", "related", "aliases"):
        value[key] = tuple(value[key])
    if kind == "event":
        return Event(**value)
    return Notice(**value) if kind == "notice" else _deserialize_service(value)


def _deserialize_service(value: dict[str, Any]) -> Service:
    _texts(value, "languages_note", "hours", "operator", "status_note")
    for key in ("formerly", "audience", "regions", "languages"):
        value[key] = tuple(value[key])
    value["ages"] = Ages(**value["ages"]) if value["ages"] else None
    for phone in value["phones"]:
        _texts(phone, "label", "hours", "note")
    value["phones"] = tuple(Phone(**phone) for phone in value["phones"])
    value["web"] = tuple(Web(**{**web, "address": Text(**web["address"])}) for web in value["web"])
    value["addresses"] = tuple(Address(**address) for address in value["addresses"])
    return Service(**value)


def deserialize_header(value: dict[str, Any]) -> Header:
    """The header that `freeze` made this of."""
    _texts(value, "title", "phases_note")
    for urgent in value["urgent"]:
        _texts(urgent, "label", "text", "short")
    value["urgent"] = tuple(Urgent(**urgent) for urgent in value["urgent"])
    for wallet_line in value["wallet"]:
        _texts(wallet_line, "label")
    value["wallet"] = tuple(WalletLine(**wallet_line) for wallet_line in value["wallet"])
    for phase in value["phases"]:
        _texts(phase, "title")
    value["phases"] = tuple(Phase(**phase) for phase in value["phases"])
    value["regions"] = {
        id: Region(name=Text(**r["name"]), within=r["within"], also=tuple(r["also"]))
        for id, r in value["regions"].items()
    }
    for key in ("audiences", "languages", "topics"):
        value[key] = {id: Text(**text) for id, text in value[key].items()}
    for key in ("remembered", "support", "last_resort", "guarded_places"):
        value[key] = tuple(value[key])
    value["stop_words"] = {k: tuple(v) for k, v in value["stop_words"].items()}
    return Header(**value)
