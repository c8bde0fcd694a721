"""How often each interval contains the truth: `python -m sampling.coverage > docs/coverage.md`.

A nominal 95% is a promise. Here it is checked for every estimator, by adding up every sample that
can occur where that is possible, and by seeded draws elsewhere.
"""
