import { accessSync, constants } from "node:fs";

/**
 * Sockets of other programs that would reach a network, or start a program that does, for whoever
 * asks them. Well known ones; others may be there.
 */
const known = (uid: number): readonly string[] => [
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/podman/podman.sock",
  "/run/dbus/system_bus_socket",
  "/run/systemd/private",
  "/run/systemd/resolve/io.systemd.Resolve",
  "/run/nscd/socket",
  "/run/cups/cups.sock",
  "/run/snapd.socket",
  "/run/libvirt/libvirt-sock",
  `/run/user/${uid}/bus`,
  `/run/user/${uid}/systemd/private`,
  `/run/user/${uid}/podman/podman.sock`,
  `/run/user/${uid}/docker.sock`,
  "/tmp/.X11-unix/X0",
];

/** Those of them that this process may connect to; it does not. */
export function findNeighbours(): readonly string[] {
  return known(process.getuid?.() ?? 0).filter(isOpenToUs);
}

/** A socket takes who may write to it (unix(7)). */
function isOpenToUs(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
