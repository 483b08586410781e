"""What the Makefile calls: prepare this machine, run the whole application, test it, check it.

Standard library only, because it runs before anything is installed.
"""
