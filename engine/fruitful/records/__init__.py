"""What other programs rely on: each command's JSON as records, declared once, a module a command.

A record is a ``NamedTuple``, and what a docstring says below a field is its description in the JSON
Schema that is published. ``writing`` puts any record into JSON, ``reading`` takes what is needed
out of JSON again, ``describing`` derives the schemas and ``published`` writes them to their files;
the modules ``from_…`` make records of results.
"""
