from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.public_addresses import why_not_public

PUBLIC = (
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.255",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "203.0.112.255",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "64:ff9b::808:808",  # NAT64 of 8.8.8.8
    "::ffff:8.8.8.8",
)

SPECIAL = {
    "0.0.0.0": "this machine",
    "0.1.2.3": "this machine",
    "10.0.0.0": "private",
    "10.255.255.255": "private",
    "100.64.0.0": "carrier-grade NAT",
    "100.100.100.200": "carrier-grade NAT",  # Alibaba's metadata
    "100.127.255.255": "carrier-grade NAT",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "cloud's services",
    "169.254.0.1": "link-local",
    "169.254.169.254": "metadata",
    "169.254.170.2": "link-local",  # the metadata of AWS containers
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.1": "reserved for protocols",
    "192.0.0.192": "reserved for protocols",  # Oracle's metadata
    "192.0.2.1": "documentation",
    "192.31.196.1": "AS112",
    "192.52.193.1": "AMT",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "192.175.48.1": "AS112",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.9": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::2": "IPv4-compatible form of 0.0.0.2",
    "::7f00:1": "IPv4-compatible form of 127.0.0.1",
    "::8.8.8.8": "IPv4-compatible form of 8.8.8.8",
    "::ffff:127.0.0.1": "IPv4-mapped form of 127.0.0.1",
    "::ffff:a9fe:a9fe": "IPv4-mapped form of 169.254.169.254",
    "::ffff:0.0.0.0": "IPv4-mapped form of 0.0.0.0",
    "::ffff:0:10.0.0.1": "IPv4-translated form of 10.0.0.1",
    "64:ff9b::10.0.0.1": "NAT64 form of 10.0.0.1",
    "64:ff9b::c058:6301": "NAT64 form of 192.88.99.1",
    "64:ff9b:1::8.8.8.8": "local NAT64",
    "64:ff9b:1:ffff::1": "local NAT64",
    "64:ff9b:2::1": "reserved",
    "64:ff9b::1:0:0": "reserved",
    "100::1": "discard",
    "100:0:0:1::1": "discard",
    "2001::7f00:1": "Teredo form of 0.0.0.0",
    "2001:0:808:808::f5ff:fffe": "Teredo form of 10.0.0.1",  # the client's address is stored inverted
    "2001:0:a00:1::f7f7:f7f7": "Teredo form of 10.0.0.1",  # a private server of a public client
    "2001:0:808:808::f7f7:f7f7": "Teredo form of 8.8.8.8, which is not followed",
    "2001:2::1": "reserved for protocols",
    "2001:10::1": "reserved for protocols",
    "2001:20::1": "reserved for protocols",
    "2001:1ff:ffff::1": "reserved for protocols",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4 form of 127.0.0.1",
    "2002:c0a8:101::1": "6to4 form of 192.168.1.1",
    "2002:808:808::1": "6to4 form of 8.8.8.8, which is not followed",
    "2620:4f:8000::1": "AS112",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "5f00::1": "reserved",
    "fc00::1": "unique local",
    "fd00:ec2::254": "unique local",  # AWS's metadata
    "fe80::1": "link-local",
    "fe80::1%eth0": "network interface",
    "2606:4700::1111%eth0": "network interface",
    "febf:ffff::1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet(address: str) -> None:
    assert why_not_public(ip_address(address)) == ""


@pytest.mark.parametrize("address", SPECIAL)
def test_an_address_for_a_special_purpose(address: str) -> None:
    assert SPECIAL[address] in why_not_public(ip_address(address))


CARRIERS = {
    "mapped": lambda bits: (0xFFFF << 32) | bits,
    "compatible": lambda bits: bits,
    "translated": lambda bits: (0xFFFF << 48) | bits,
    "NAT64": lambda bits: (0x64_FF9B << 96) | bits,
    "6to4": lambda bits: (0x2002 << 112) | (bits << 80) | 1,
    "Teredo server": lambda bits: (0x2001_0000 << 96) | (bits << 64) | (~0x0808_0808 & 0xFFFFFFFF),
    "Teredo client": lambda bits: (0x2001_0000 << 96) | (0x0808_0808 << 64) | (~bits & 0xFFFFFFFF),
}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("address", [address for address in SPECIAL if ":" not in address])
def test_no_ipv6_form_makes_an_ipv4_address_public(address: str, carrier: str) -> None:
    assert why_not_public(IPv6Address(CARRIERS[carrier](int(IPv4Address(address)))))


@given(st.ip_addresses() | st.ip_addresses(v=6, network="2000::/3"))
def test_never_more_lenient_than_the_standard_library(address: IPv4Address | IPv6Address) -> None:
    if why_not_public(address) == "":
        mapped = getattr(address, "ipv4_mapped", None)
        assert (mapped or address).is_global
        assert not address.is_multicast
