"""Writes the sample captures: python3 make.py [SCENARIO...]. All of them without arguments.

Needs PyYAML and cryptography. The proxies' pages come from recordings/ (see record.py), all else is written here.
"""

import sys

from scenarios import certificates, control_plane, healthy, latency, linkerd, memory, nodes, others, traffic

SCENARIOS = {}
for module in (healthy, control_plane, certificates, traffic, latency, memory, linkerd, nodes, others):
    SCENARIOS.update(module.SCENARIOS)

if __name__ == "__main__":
    for wanted in sys.argv[1:] or SCENARIOS:
        SCENARIOS[wanted]()
        print(wanted)
