"""What the Makefile calls: prepare this machine, run the whole application, test it, check it.

Standard library only, for it runs before anything is installed.
"""
