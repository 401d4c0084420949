"""The rule language: typed values, declared facts, three-valued logic, conditions."""
