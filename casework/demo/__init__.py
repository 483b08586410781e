"""A made-up municipality with two school years of work around the day it is made. Nobody in it exists."""

from .loading import load

__all__ = ["load"]
