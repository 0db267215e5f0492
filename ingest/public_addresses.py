"""Which IP addresses belong to the public Internet. Pure: nothing is looked up.

The tables follow the IANA registries of special-purpose addresses (RFC 6890 and the registries as of 2026), and are
stricter than the standard library's ``is_global``, which lets through IPv6 addresses that carry a private IPv4 one
(NAT64, 6to4), the old 6to4 relays and the services that a cloud offers to its own machines. Of IPv6 only what IANA has
given out as global unicast is public; every other block, present or future, is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

_IPV4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(block), what)
    for block, what in (
        ("0.0.0.0/8", "an address of this machine"),  # RFC 791; Linux connects 0.0.0.0 to itself
        ("10.0.0.0/8", "a private address"),  # RFC 1918
        ("100.64.0.0/10", "an address inside a provider's network (carrier-grade NAT)"),  # RFC 6598
        ("127.0.0.0/8", "an address of this machine (loopback)"),  # RFC 1122
        ("168.63.129.16/32", "an address of a cloud's services to its machines"),  # Azure's wire server
        ("169.254.169.254/32", "the address of a cloud's metadata"),  # AWS, Azure, Google and others
        ("169.254.0.0/16", "a link-local address"),  # RFC 3927
        ("172.16.0.0/12", "a private address"),  # RFC 1918
        ("192.0.0.0/24", "an address reserved for protocols"),  # RFC 6890
        ("192.0.2.0/24", "an address for documentation"),  # RFC 5737
        ("192.31.196.0/24", "an address reserved for name servers (AS112)"),  # RFC 7535
        ("192.52.193.0/24", "an address reserved for multicast relays (AMT)"),  # RFC 7450
        ("192.88.99.0/24", "an address of the former 6to4 relays"),  # RFC 7526
        ("192.168.0.0/16", "a private address"),  # RFC 1918
        ("192.175.48.0/24", "an address reserved for name servers (AS112)"),  # RFC 7534
        ("198.18.0.0/15", "an address for benchmarking"),  # RFC 2544
        ("198.51.100.0/24", "an address for documentation"),  # RFC 5737
        ("203.0.113.0/24", "an address for documentation"),  # RFC 5737
        ("224.0.0.0/4", "a multicast address"),  # RFC 5771
        ("240.0.0.0/4", "a reserved address"),  # RFC 1112; with 255.255.255.255, broadcast
    )
)
"""The first block that holds an address says what it is."""

_IPV6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(block), what)
    for block, what in (
        ("::/128", "an address of this machine (unspecified)"),  # RFC 4291
        ("::1/128", "an address of this machine (loopback)"),  # RFC 4291
        ("64:ff9b:1::/48", "an address of a local NAT64"),  # RFC 8215: the network decides where it leads
        ("100::/63", "an address that leads nowhere (discard)"),  # RFC 6666, RFC 9780
        ("2001::/23", "an address reserved for protocols"),  # RFC 2928: ORCHID, benchmarking and others
        ("2001:db8::/32", "an address for documentation"),  # RFC 3849
        ("2620:4f:8000::/48", "an address reserved for name servers (AS112)"),  # RFC 7534
        ("3fff::/20", "an address for documentation"),  # RFC 9637
        ("fc00::/7", "a private address (unique local)"),  # RFC 4193; with fd00:ec2::254, AWS's metadata
        ("fe80::/10", "a link-local address"),  # RFC 4291
        ("fec0::/10", "a private address (site-local)"),  # RFC 3879
        ("ff00::/8", "a multicast address"),  # RFC 4291
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A block of IPv6 addresses with an IPv4 address inside, which is where they lead."""

    block: IPv6Network
    what: str
    carried: Callable[[int], tuple[int, ...]]
    """The 128 bits → the IPv4 addresses in them."""
    tunnel: bool
    """A form given up, or one whose relays nobody vouches for: refused whatever it carries."""


_CARRIERS = (
    # ::ffff:a.b.c.d is how a program writes an IPv4 address in IPv6 (RFC 4291); 64:ff9b:: is how a network that has
    # IPv6 only reaches the IPv4 Internet (RFC 6052), so that its name servers answer with it for any IPv4 host.
    _Carrier(IPv6Network("::ffff:0:0/96"), "IPv4-mapped", lambda bits: (bits,), tunnel=False),
    _Carrier(IPv6Network("64:ff9b::/96"), "NAT64", lambda bits: (bits,), tunnel=False),
    _Carrier(IPv6Network("::/96"), "IPv4-compatible", lambda bits: (bits,), tunnel=True),  # RFC 4291, given up
    _Carrier(IPv6Network("::ffff:0:0:0/96"), "IPv4-translated", lambda bits: (bits,), tunnel=True),  # RFC 2765
    _Carrier(IPv6Network("2002::/16"), "6to4", lambda bits: (bits >> 80,), tunnel=True),  # RFC 3056
    _Carrier(IPv6Network("2001::/32"), "Teredo", lambda bits: (bits >> 64, ~bits), tunnel=True),  # RFC 4380
)

_LOOK_CARRIED = IPv6Network("::/127")
"""``::`` and ``::1``, which look IPv4-compatible."""


def why_not_public(address: IPAddress) -> str:
    """What an address is when it is none of the public Internet, "" when it is: 10.0.0.1 → "a private address"."""
    if isinstance(address, IPv4Address):
        return next((what for block, what in _IPV4 if address in block), "")
    if address.scope_id is not None:
        return "an address of one network interface"
    carrier = next((carrier for carrier in _CARRIERS if address in carrier.block), None)
    if carrier and address not in _LOOK_CARRIED:
        return _why_not_carried(carrier, int(address))
    if special := next((what for block, what in _IPV6 if address in block), ""):
        return special
    return "" if address in _GLOBAL_UNICAST else "a reserved address"


def _why_not_carried(carrier: _Carrier, bits: int) -> str:
    inside = [IPv4Address(carried & 0xFFFFFFFF) for carried in carrier.carried(bits)]
    for address in inside:
        if what := why_not_public(address):
            return f"the {carrier.what} form of {address}, {what}"
    return f"the {carrier.what} form of {inside[0]}, which is not followed" if carrier.tunnel else ""
