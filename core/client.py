"""The client's address of a request, in one place, so that no code counts the balancer's."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen at


def address(request: HttpRequest) -> str:
    """The address seen by the outermost of our own proxies (``PROXY_COUNT``); anybody can write the entries further
    left.

    For IPv6 it is the network of 64 bits: a household or an office has all of them.
    """
    said = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    count = settings.PROXY_COUNT
    # With fewer entries than proxies the request did not pass all of them, and only its sender is known.
    found = said[-count] if 0 < count <= len(said) else ""
    return _network(found) or _network(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def _network(text: str) -> str:
    """``192.0.2.1:4711`` and ``[2001:db8::1]:80`` without their ports; "" where it is no address."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        within = IPv6Network((found, 64), strict=False).network_address
        return str(found.ipv4_mapped or within)
    return str(found)
