#!/usr/bin/env bash
# Runs a command where nothing but this machine itself can be reached, and fails if anything tried:
# one packet that is not loopback, of any protocol, from any program that the command starts.
#
#   tools/no-packets.sh COMMAND [ARGUMENT …]
#
# Needs root (or user namespaces), iproute2 and nftables. Exit code 77: could not be set up here.
set -euo pipefail

if [[ "${1:-}" != --inside ]]; then
  for tool in unshare ip nft; do
    command -v "$tool" >/dev/null || { echo "no-packets: $tool is missing (apt-get install iproute2 nftables)" >&2; exit 77; }
  done
  if [[ $(id -u) == 0 ]]; then spare=(unshare --net); else spare=(unshare --net --map-root-user); fi
  "${spare[@]}" true 2>/dev/null || { echo "no-packets: this machine gives no network namespace" >&2; exit 77; }
  exec "${spare[@]}" "$0" --inside "$@"
fi
shift

# A way out that leads nowhere: routes exist, so that a program that tries does not give up early.
ip link set lo up
ip link add out0 type veth peer name sink0
sysctl -qw net.ipv6.conf.out0.accept_dad=0 net.ipv6.conf.out0.router_solicitations=0 2>/dev/null || true
ip address add 198.51.100.2/24 dev out0
ip -6 address add 2001:db8::2/64 dev out0 nodad 2>/dev/null || true
ip link set out0 up
ip link set sink0 up
ip route add default dev out0
ip -6 route add default dev out0 2>/dev/null || true

# The kernel's own neighbour and multicast housekeeping is not a program's packet.
nft -f - <<'RULES'
table inet watch {
  counter left { }
  set where { typeof ip daddr . meta l4proto . th dport; flags dynamic; size 4096; }
  set where6 { typeof ip6 daddr . meta l4proto . th dport; flags dynamic; size 4096; }
  chain output {
    type filter hook output priority 0; policy accept;
    oifname "lo" accept
    icmpv6 type { mld-listener-report, mld2-listener-report, nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept
    meta l4proto { tcp, udp } add @where { ip daddr . meta l4proto . th dport }
    meta l4proto { tcp, udp } add @where6 { ip6 daddr . meta l4proto . th dport }
    counter name left drop
  }
}
RULES

left() { nft list counter inet watch left | sed -n 's/.*packets \([0-9]*\) .*/\1/p'; }

# The oracle must be alive: it has to see packets that are really sent, over IPv4 and IPv6.
(echo probe >/dev/udp/192.0.2.1/9) 2>/dev/null || true
[[ $(left) -ge 1 ]] || { echo "no-packets: the watch does not see an IPv4 packet" >&2; exit 77; }
(echo probe >/dev/udp/2001:db8:1::1/9) 2>/dev/null || true
[[ $(left) -ge 2 ]] || echo "no-packets: IPv6 is off here, so only IPv4 is watched" >&2
nft reset counter inet watch left >/dev/null
nft flush set inet watch where; nft flush set inet watch where6

status=0
"$@" || status=$?

packets=$(left)
if [[ $packets != 0 ]]; then
  echo "no-packets: FAILED, $packets packets that are not loopback were sent, to:" >&2
  nft list set inet watch where | grep -A99 elements >&2 || true
  nft list set inet watch where6 | grep -A99 elements >&2 || true
  exit 1
fi
echo "no-packets: not one packet left this machine"
exit "$status"
