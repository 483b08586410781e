# Two commands: `make run` and `make test`. Everything behind them is in dev/, in Python's standard library.
.PHONY: help run test bench mutants services manage format check lock clean

help:
	@echo "make run       the whole application with demo data   PORT=8000"
	@echo "make test      every test                             ARGS=\"tests/goals -x\""
	@echo "make format    the Python code as the linter wants it"
	@echo "make mutants   small faults in the rules that no test notices   ARGS=\"core/conflicts.py tests/core\""
	@echo "make check     lint, types, layers, schema, sizes"
	@echo "make bench     speed, measured"
	@echo "make services  only PostgreSQL and Redis"
	@echo "make manage    a management command                   ARGS=\"due --on 2027-03-01\""
	@echo "make lock      the lock files anew"
	@echo "make clean     remove environment, data and caches"

run test bench mutants services manage format check lock clean:
	@exec dev/launch.sh $@

# Given on make's command line or in the environment, these reach the programs.
export PORT ARGS SERVICES TEST_WORKERS PYTHON
