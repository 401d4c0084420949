"""fruitful: decision support for partnership working.

The rules are those of the Audit Commission's "A fruitful partnership" (1998). Other programs use
the functions of ``fruitful.library``.
"""

__version__ = "0.4.0"
