#!/usr/bin/env bash
# A machine of its own with a way out that leads nowhere, and a capture at it: runs a command there,
# and prints what left.
#   machine.sh CAPTURE COMMAND [ARGUMENT …]
set -euo pipefail
capture=$1
shift
ip link set lo up
mac=02:00:00:00:00:02
ip link add out0 type veth peer name sink0 address $mac
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || true
ip address add 198.51.100.2/24 dev out0
ip link set out0 up; ip link set sink0 up
for number in $(seq 10 30); do ip neigh add 198.51.100.$number lladdr $mac dev out0 nud permanent; done
ip route add default dev out0
echo "nameserver 198.51.100.17" >"$capture.resolv"
mount --bind "$capture.resolv" /etc/resolv.conf
tcpdump -i sink0 -w "$capture" -U ip 2>"$capture.err" &
watch=$!
trap "kill -KILL $watch 2>/dev/null" EXIT
until grep -q listening "$capture.err"; do sleep 0.05; done
echo probe >/dev/udp/198.51.100.30/9 # the capture must be alive
timeout 80 "$@" >/dev/null || true
sleep 0.3
kill -INT $watch
wait $watch || true
tcpdump -nn -r "$capture" 2>/dev/null
