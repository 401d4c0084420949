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

VALUES: dict[str, bytes] = {
    "36_number_of_5000_digits": b"costs:\n  cash: " + b"9" * 5_000 + b"\n",
    "36_number_of_5000_digits_in_a_count": b"partners:\n  count: 1" + b",000" * 1_250 + b"\n",
    "36_fraction_of_5000_digits": b"costs:\n  hours_a_meeting: 0." + b"3" * 5_000 + b"\n",
    "36_format_of_5000_digits": b"fruitful: " + b"9" * 5_000 + b"\n",
    "46_name_of_100_kb": b"name: " + b"Riverside " * 10_000 + b"\n",
    "46_id_and_partner_of_100_kb": b"id: %b\npartners: [%b]\n" % (b"r" * 100_000, b"p" * 100_000),
    "46_choice_of_100_kb": b"stage: " + b"operating " * 10_000 + b"\n",
    "46_text_of_100_kb": b"benefits:\n  cost_of_not_partnering: " + b"Much. " * 16_000 + b"\n",
    "46_key_of_100_kb": b"k" * 1_000 + b": yes\n? " + b"l" * 100_000 + b"\n: yes\n",
}
"""Values in a profile."""
