"""Packets that no ordinary program sends: raw.py WHAT [ARGUMENT ...]. Run on the lab's phone."""
import os, random, select, socket, struct, sys, time

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


def protocols(dsts4, dsts6):
    for dst in dsts4:
        for proto in range(256):
            yield 0x0800, ip4(dst, proto, b"\x08\x00" + b"leak" * 8)
        for flags in range(64):
            for port in (53, 80, 443, 8883):
                yield 0x0800, ip4(dst, 6, tcp(V4, dst, port, flags))
        for port in (53, 123, 443, 853, 1194, 3478, 4500, 5353, 51820):
            yield 0x0800, ip4(dst, 17, udp(V4, dst, port))
        whole = udp(V4, dst, 443, b"leak" * 20)
        yield 0x0800, ip4(dst, 17, whole[:32], frag=0x2000)
        yield 0x0800, ip4(dst, 17, whole[32:], frag=4)
        syn = tcp(V4, dst, 443, 2)
        yield 0x0800, ip4(dst, 6, syn[:8], frag=0x2000)
        yield 0x0800, ip4(dst, 6, syn[8:], frag=1)
        route = b"\x83\x07\x04" + socket.inet_aton(dst) + b"\x00"
        yield 0x0800, ip4(dst, 6, syn, options=route)
        yield 0x0800, ip4(dst, 41, ip6("2001:db8:10::66", 6, tcp(V6, "2001:db8:10::66", 443, 2)))
        yield 0x0800, ip4(dst, 47, b"\0\0\x08\0" + ip4(dst, 6, syn))
    for dst in dsts6:
        for nxt in range(256):
            yield 0x86DD, ip6(dst, nxt, b"\x80\x00" + b"leak" * 8)
        for flags in range(64):
            for port in (53, 443):
                yield 0x86DD, ip6(dst, 6, tcp(V6, dst, port, flags))
        for port in (53, 123, 443, 853, 1194, 3478, 4500, 5353, 51820):
            yield 0x86DD, ip6(dst, 17, udp(V6, dst, port))
        inner = tcp(V6, dst, 443, 2)
        for extension in (0, 60, 43):
            yield 0x86DD, ip6(dst, extension, b"\x06\x00\x01\x04\0\0\0\0" + inner)
        yield 0x86DD, ip6(dst, 44, b"\x06\x00\x00\x01\0\0\0\x07" + inner[:8])
        yield 0x86DD, ip6(dst, 44, b"\x06\x00\x00\x08\0\0\0\x07" + inner[8:])
        yield 0x86DD, ip6(dst, 41, ip6(dst, 6, inner))
        yield 0x86DD, ip6(dst, 4, ip4("198.18.0.66", 6, tcp(V4, "198.18.0.66", 443, 2)))


def icmp(dsts4, dsts6):
    for dst in dsts4:
        for kind in range(256):
            body = struct.pack("!BBHI", kind, 0, 0, 1) + b"leak"
            yield 0x0800, ip4(dst, 1, body[:2] + struct.pack("!H", checksum(body)) + body[4:])
    for dst in dsts6:
        for kind in range(256):
            body = struct.pack("!BBHI", kind, 0, 0, 1) + b"leak"
            total = checksum(pseudo(V6, dst, 58, body) + body)
            yield 0x86DD, ip6(dst, 58, body[:2] + struct.pack("!H", total) + body[4:])


def local(dsts4, dsts6):
    """What a switch passes on and a router does not."""
    for dst in ("255.255.255.255", "10.77.0.255", "224.0.0.251", "239.255.255.250", "224.0.0.252") if dsts4 else ():
        for port in (67, 1900, 5353, 5355, 137):
            yield 0x0800, ip4(dst, 17, udp(V4, dst, port))
    for dst in ("ff02::fb", "ff02::1:3", "ff02::c", "ff05::2", "ff0e::1") if dsts6 else ():
        for port in (547, 1900, 5353, 5355):
            yield 0x86DD, ip6(dst, 17, udp(V6, dst, port))
    inner = [(0x0800, ip4(dst, 17, udp(V4, dst, 443))) for dst in dsts4]
    inner += [(0x86DD, ip6(dst, 17, udp(V6, dst, 443))) for dst in dsts6]
    for kind, packet in inner:
        for other in (0x88CC, 0x8863, 0x8864, 0x88E5, 0x9000, 0x6558, 0x88B5):
            yield other, packet
        for tag in (0x8100, 0x88A8):
            yield tag, struct.pack("!HH", 5, kind) + packet
        yield 0x88A8, struct.pack("!HHHH", 5, 0x8100, 7, kind) + packet


def spoofed(dsts4, dsts6):
    """In the name of another device, of nobody, of the gateway, of a stranger outside."""
    for dst in dsts4:
        for src in ("10.77.0.99", "192.0.2.7", "10.77.0.1", "198.51.100.2", "127.0.0.1"):
            for port in (53, 123, 443):
                yield 0x0800, ip4(dst, 17, udp(src, dst, port), src=src)
                yield 0x0800, ip4(dst, 6, tcp(src, dst, port, 2), src=src)
    for dst in dsts6:
        for src in ("fd77::99", "2001:db8:77::7", "fd77::1", "2001:db8:1::2", "::1"):
            for port in (53, 123, 443):
                yield 0x86DD, ip6(dst, 17, udp(src, dst, port), src=src)
                yield 0x86DD, ip6(dst, 6, tcp(src, dst, port, 2), src=src)


def send_raw(kind, *dsts):
    dsts4, dsts6 = [d for d in dsts if ":" not in d], [d for d in dsts if ":" in d]
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    wire.bind((IFACE, 0))
    own = bytes.fromhex(open(f"/sys/class/net/{IFACE}/address").read().strip().replace(":", ""))
    to = b"\xff" * 6 if kind == "local" else mac_of("fd77::1" if dsts6 else "10.77.0.1")
    if to == b"\xff" * 6 and kind != "local":
        to = mac_of("10.77.0.1" if dsts6 else "fd77::1")
    count = 0
    for which, packet in FRAMES[kind](dsts4, dsts6):
        wire.send(to + own + struct.pack("!H", which) + packet)
        count += 1
        if count % 64 == 0:
            time.sleep(0.002)
    print(count)


FRAMES = {"protocols": protocols, "icmp": icmp, "local": local, "spoofed": spoofed}


def labels(server, under, count):
    """So many names that nobody has, each of its own; how many were answered."""
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    asked = socket.socket(family, socket.SOCK_DGRAM)
    asked.settimeout(0.5)
    answers = 0
    for number in range(int(count)):
        name = f"{random.getrandbits(64):016x}.{under}"
        question = struct.pack("!HHHHHH", number, 0x100, 1, 0, 0, 0) + b"".join(
            bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0\0\x01\0\x01"
        asked.sendto(question, (server, 53))
        if number % 8 == 7:
            try:
                for _ in range(8):
                    asked.recv(600)
                    answers += 1
            except OSError:
                asked.settimeout(0.02)
    print(answers)


def burst(count, *dsts):
    """Connections to the addresses, as fast as they can be opened; each says the name's hello."""
    import resource
    *dsts, name = dsts
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    said, left, held, ended = hello(name), int(count), {}, 0
    ready = select.epoll()
    began = time.monotonic()
    while (left or held) and time.monotonic() < began + 18:
        while left and len(held) < 900:
            dst = dsts[left % len(dsts)]
            one = socket.socket(socket.AF_INET6 if ":" in dst else socket.AF_INET, socket.SOCK_STREAM)
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.connect_ex((dst, (443, 443, 8883, 5228)[left % 4]))
            held[one.fileno()] = (one, time.monotonic())
            ready.register(one.fileno(), select.EPOLLOUT)
            left -= 1
        for number, _ in ready.poll(0.05):
            one, at = held[number]
            try:
                one.send(said)
                ready.modify(number, select.EPOLLIN)
                if not _ & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR):
                    continue
            except OSError:
                pass
            held.pop(number)
            ready.unregister(number)
            one.close()
            ended += 1
        for number, (one, at) in list(held.items()):
            if time.monotonic() - at > 1.5:
                held.pop(number)
                ready.unregister(number)
                one.close()
    print(ended)


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


def shaped(dst, name, shape):
    """A TLS hello that is whole, in an unusual shape; content is whether anything came back."""
    said = hello(name)
    body = said[5:]
    if shape == "records":
        said = b"".join(b"\x16\x03\x01" + struct.pack("!H", len(part)) + part for part in (body[:60], body[60:]))
    if shape == "hidden":
        outer = b"\0\0\x01\0\x01\x07" + struct.pack("!H", 32) + os.urandom(32) + struct.pack("!H", 144) + os.urandom(144)
        said = in_records(extended(body, 0xFE0D, outer))
    if shape == "long":
        said = in_records(extended(body, 0x5A5A, bytes(16900)))
    family = socket.AF_INET6 if ":" in dst else socket.AF_INET
    asked = socket.socket(family, socket.SOCK_STREAM)
    asked.settimeout(3)
    asked.connect((dst, 443))
    asked.sendall(said)
    sys.exit(0 if asked.recv(10) else 1)


def in_records(body):
    parts = [body[at:at + 16000] for at in range(0, len(body), 16000)]
    return b"".join(b"\x16\x03\x01" + struct.pack("!H", len(part)) + part for part in parts)


def extended(body, kind, extension):
    """The handshake with one more extension at its end."""
    at = 4 + 2 + 32
    at += 1 + body[at]
    at += 2 + struct.unpack("!H", body[at:at + 2])[0]
    at += 1 + body[at]
    more = struct.pack("!HH", kind, len(extension)) + extension
    inner = body[4:at] + struct.pack("!H", len(body) - at - 2 + len(more)) + body[at + 2:] + more
    return b"\x01" + struct.pack("!I", len(inner))[1:] + inner


WAYS = {"raw": send_raw, "say": say, "chopped": chopped, "shaped": shaped, "labels": labels, "burst": burst}
WAYS[sys.argv[1]](*sys.argv[2:])
