"""fruitful: decision support for partnership working.

The rules are those of the Audit Commission's "A fruitful partnership" (1998). Begin with
``load_ruleset`` and ``read_profile_file``, then ``evaluate``.
"""

__version__ = "0.1.0"
