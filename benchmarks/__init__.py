"""How fast the tool is, beside a peer on the same machine in the same run; `python -m benchmarks` from the checkout."""
