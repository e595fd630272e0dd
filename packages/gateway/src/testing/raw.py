"""Packets that no ordinary program sends: raw.py WHAT [ARGUMENT ...]. Run on the lab's phone."""
import os, random, socket, struct, sys, time

IFACE = "eth0"
V4, V6 = "10.77.0.10", "fd77::10"


def mac_of(address):
    """The gateway's hardware address, asked for the usual way."""
    os.system(f"ping -c1 -W1 {address} >/dev/null 2>&1")
    for line in os.popen(f"ip neigh show {address} dev {IFACE}"):
        parts = line.split()
        if "lladdr" in parts:
            return bytes.fromhex(parts[parts.index("lladdr") + 1].replace(":", ""))
    return b"\xff" * 6


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip4(dst, proto, body, src=V4, frag=0, options=b""):
    size = 20 + len(options)
    head = struct.pack("!BBHHHBBH4s4s", 0x40 | size // 4, 0, size + len(body), random.randrange(65536),
                       frag, 64, proto, 0, socket.inet_aton(src), socket.inet_aton(dst)) + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def ip6(dst, nxt, body, src=V6):
    return struct.pack("!IHBB", 0x60000000, len(body), nxt, 64) + socket.inet_pton(socket.AF_INET6, src) + \
        socket.inet_pton(socket.AF_INET6, dst) + body


def pseudo(src, dst, proto, body):
    if ":" in dst:
        return socket.inet_pton(socket.AF_INET6, src) + socket.inet_pton(socket.AF_INET6, dst) + \
            struct.pack("!II", len(body), proto)
    return socket.inet_aton(src) + socket.inet_aton(dst) + struct.pack("!BBH", 0, proto, len(body))


def tcp(src, dst, port, flags, data=b""):
    head = struct.pack("!HHIIBBHHH", random.randrange(1024, 65535), port, 1000, 1000, 5 << 4, flags, 1024, 0, 0)
    total = checksum(pseudo(src, dst, 6, head + data) + head + data)
    return head[:16] + struct.pack("!H", total) + head[18:] + data


def udp(src, dst, port, data=b"leak"):
    head = struct.pack("!HHHH", random.randrange(1024, 65535), port, 8 + len(data), 0)
    return head[:6] + struct.pack("!H", checksum(pseudo(src, dst, 17, head + data) + head + data)) + data


def frames(dsts4, dsts6):
    for dst in dsts4:
        for proto in range(256):
            yield 0x0800, ip4(dst, proto, b"\x08\x00" + b"leak" * 8)
        for flags in range(64):
            for port in (53, 80, 443, 8883):
                yield 0x0800, ip4(dst, 6, tcp(V4, dst, port, flags))
        for port in (53, 123, 443, 853, 1194, 3478, 4500, 5353, 51820):
            yield 0x0800, ip4(dst, 17, udp(V4, dst, port))
            yield 0x0800, ip4(dst, 17, udp("10.77.0.99", dst, port), src="10.77.0.99")
            yield 0x0800, ip4(dst, 17, udp("192.0.2.7", dst, port), src="192.0.2.7")
        whole = udp(V4, dst, 443, b"leak" * 20)
        yield 0x0800, ip4(dst, 17, whole[:32], frag=0x2000)
        yield 0x0800, ip4(dst, 17, whole[32:], frag=4)
        syn = tcp(V4, dst, 443, 2)
        yield 0x0800, ip4(dst, 6, syn[:8], frag=0x2000)
        yield 0x0800, ip4(dst, 6, syn[8:], frag=1)
        route = b"\x83\x07\x04" + socket.inet_aton(dst) + b"\x00"
        yield 0x0800, ip4(dst, 6, syn, options=route)
        for kind in range(0, 41):
            body = struct.pack("!BBHI", kind, 0, 0, 1) + b"leak"
            yield 0x0800, ip4(dst, 1, body[:2] + struct.pack("!H", checksum(body)) + body[4:])
        yield 0x0800, ip4(dst, 41, ip6("2001:db8:10::66", 6, tcp(V6, "2001:db8:10::66", 443, 2)))
        yield 0x0800, ip4(dst, 47, b"\0\0\x08\0" + ip4(dst, 6, syn))
    for dst in dsts6:
        for nxt in range(256):
            yield 0x86DD, ip6(dst, nxt, b"\x80\x00" + b"leak" * 8)
        for flags in range(64):
            yield 0x86DD, ip6(dst, 6, tcp(V6, dst, 443, flags))
        for port in (53, 123, 443, 853, 4500):
            yield 0x86DD, ip6(dst, 17, udp(V6, dst, port))
        inner = tcp(V6, dst, 443, 2)
        for extension in (0, 60, 43):
            yield 0x86DD, ip6(dst, extension, b"\x06\x00\x01\x04\0\0\0\0" + inner)
        yield 0x86DD, ip6(dst, 44, b"\x06\x00\x00\x01\0\0\0\x07" + inner[:8])
        yield 0x86DD, ip6(dst, 44, b"\x06\x00\x00\x08\0\0\0\x07" + inner[8:])
        for kind in list(range(1, 5)) + [128, 129] + list(range(137, 161)):
            body = struct.pack("!BBHI", kind, 0, 0, 1) + b"leak"
            total = checksum(pseudo(V6, dst, 58, body) + body)
            yield 0x86DD, ip6(dst, 58, body[:2] + struct.pack("!H", total) + body[4:])
    for dst in ("255.255.255.255", "10.77.0.255", "224.0.0.251", "239.255.255.250", "224.0.0.252"):
        for port in (67, 1900, 5353, 5355, 137):
            yield 0x0800, ip4(dst, 17, udp(V4, dst, port))
    for dst in ("ff02::fb", "ff02::1:3", "ff05::2", "ff0e::1"):
        yield 0x86DD, ip6(dst, 17, udp(V6, dst, 5353))
    for kind in (0x8100, 0x88CC, 0x8863, 0x8864, 0x88E5, 0x9000, 0x6558, 0x88A8):
        yield kind, ip4(dsts4[0], 17, udp(V4, dsts4[0], 443))


def send_raw(*dsts):
    dsts4, dsts6 = [d for d in dsts if ":" not in d], [d for d in dsts if ":" in d]
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    wire.bind((IFACE, 0))
    own = bytes.fromhex(open(f"/sys/class/net/{IFACE}/address").read().strip().replace(":", ""))
    to4, to6 = mac_of("10.77.0.1"), mac_of("fd77::1")
    to4 = to6 if to4 == b"\xff" * 6 else to4
    to6 = to4 if to6 == b"\xff" * 6 else to6
    count = 0
    for kind, packet in frames(dsts4, dsts6):
        wire.send((to6 if kind == 0x86DD else to4) + own + struct.pack("!H", kind) + packet)
        count += 1
        if count % 64 == 0:
            time.sleep(0.002)
    print(count)


def say(dst, port, *data):
    """One UDP packet, and what comes back within a second."""
    family = socket.AF_INET6 if ":" in dst else socket.AF_INET
    asked = socket.socket(family, socket.SOCK_DGRAM)
    asked.settimeout(1)
    for _ in range(2):
        try:
            asked.sendto((data[0] if data else "x" * 48).encode(), (dst, int(port)))
            print(len(asked.recv(2000)))
            return
        except OSError as error:
            print(error, file=sys.stderr)
    sys.exit(1)


def hello(name):
    import ssl
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl._create_unverified_context()
    try:
        context.wrap_bio(incoming, outgoing, server_hostname=name).do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def chopped(dst, name, size="7", pause="0.005"):
    """A TLS hello in small segments; content is whether anything came back."""
    family = socket.AF_INET6 if ":" in dst else socket.AF_INET
    asked = socket.socket(family, socket.SOCK_STREAM)
    asked.settimeout(3)
    asked.connect((dst, 443))
    asked.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    said = hello(name)
    for at in range(0, len(said), int(size)):
        asked.send(said[at:at + int(size)])
        time.sleep(float(pause))
    sys.exit(0 if asked.recv(10) else 1)


{"raw": send_raw, "say": say, "chopped": chopped}[sys.argv[1]](*sys.argv[2:])
