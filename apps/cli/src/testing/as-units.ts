import { spawn, type ChildProcess } from "node:child_process";

/**
 * What systemd does of the written units that matters here, without systemd: a socket of the
 * front's, handed down; an empty namespace; a /run of its own; no user, no rights, and no socket but
 * AF_UNIX, by a filter (RestrictAddressFamilies=). Needs root, x86-64 and perl.
 */
export function startAsUnit(parts: {
  readonly socket: string;
  readonly hubUser: number;
  readonly frontUser: number;
  readonly command: readonly string[];
}): ChildProcess {
  const { socket, hubUser, frontUser, command } = parts;
  return spawn("perl", ["-e", launcher, socket, String(hubUser), String(frontUser), ...command], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

// seccomp(2): in BPF, number 41 is socket of x86-64, 97 EAFNOSUPPORT; prctl is number 157.
const launcher = `use strict; use Socket; use POSIX ();
my ($path, $hub, $front, @command) = @ARGV;
if ($path eq "filter") {
  my @lines = ([0x20,0,0,0],[0x15,0,3,41],[0x20,0,0,16],[0x15,1,0,1],[0x06,0,0,0x00050000|97],[0x06,0,0,0x7fff0000]);
  my $filter = join "", map { pack "SCCL", @$_ } @lines;
  my $program = pack "Sx6P", scalar(@lines), $filter;
  syscall(157, 22, 2, $program) == 0 or die "filter: $!";
  exec @command or die "exec: $!";
}
socket(my $socket, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
bind($socket, pack_sockaddr_un($path)) or die "bind: $!";
listen($socket, 128) or die "listen: $!";
chmod 0600, $path; chown $front, $front, $path;
POSIX::dup2(fileno($socket), 50); POSIX::dup2(50, 3); POSIX::close(50);
open(my $own, "<", "/proc/self/cmdline"); local $/; my (undef, undef, $self) = split /\\0/, <$own>; close $own;
exec "unshare", "--net", "--mount", "--", "sh", "-c", 'mount -t tmpfs tmpfs /run && exec "$@"', "sh",
  "setpriv", "--reuid=$hub", "--regid=$hub", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--",
  "perl", "-e", $self, "filter", "0", "0", @command or die "exec: $!";`;
