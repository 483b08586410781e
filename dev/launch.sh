#!/bin/sh
# Finds a Python that is new enough and hands over to `python -m dev`. Plain sh, so that it can say what is missing.
cd "$(dirname "$0")/.." || exit 1
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$python" -m dev "$@"
    fi
done
found=$("${PYTHON:-python3}" -c 'import sys; print("Python %d.%d.%d is too old" % sys.version_info[:3])' 2>/dev/null)
echo "Rød Tråd needs Python 3.11 or newer: ${found:-no Python was found}. PYTHON=/path/to/python make ... chooses one." >&2
exit 1
