"""Bad inputs that are too large, or too dull, to be kept as files: name to bytes."""

from __future__ import annotations

YAML_TEXT: dict[str, bytes] = {
    "09_over_1_mb": b"name: " + b"Riverside " * 100_000 + b"\n",
    "10_over_50000_nodes": b"partners:\n" + b"  - council\n" * 50_000,
    "10_over_100_faults": b"stage: operating\n" * 200,
    "11_deep_flow_nesting": b"partners: " + b"[" * 100_000,
    "12_deep_block_nesting": b"- " * 100_000,
    "12_deep_block_mappings": b"".join(b" " * level + b"in:\n" for level in range(1_000)),
    "23_only_nul_characters": b"\x00" * 100_000,
}
