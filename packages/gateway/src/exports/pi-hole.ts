import { headOf, hostsOf, type ElsewhereParts, type Way } from "./head.ts";

/**
 * Pi-hole 6: a script to be run on the Pi-hole, with the device's address. Only that device is in
 * the group; exact hosts (type 0) win over the pattern that refuses all (type 3).
 */
export function piHole(ways: readonly Way[], parts: ElsewhereParts): string {
  const { policy, client } = parts;
  const group = `homepoint-${client.replace(/[^\w-]/g, "_")}`;
  const groupId = `(SELECT id FROM "group" WHERE name = '${group}')`;
  const rows = [`(3, '.*')`, ...hostsOf(ways).map((host) => `(0, '${host}')`)].join(", ");
  return [
    "#!/bin/sh",
    ...headOf("pi-hole", "#", parts),
    "# Run it as root on the Pi-hole: sh FILE DEVICE. DEVICE is its address or hardware address there.",
    "set -e",
    'DEVICE="${1:?give the address or hardware address of the device}"',
    'case "$DEVICE" in *[!0-9A-Fa-f:.]*) echo "$DEVICE is no address" >&2; exit 2;; esac',
    "pihole-FTL sqlite3 /etc/pihole/gravity.db <<SQL",
    "BEGIN;",
    `INSERT OR IGNORE INTO "group" (name) VALUES ('${group}');`,
    `UPDATE "group" SET enabled = 1, description = 'Homepoint policy ${policy.counter}' WHERE name = '${group}';`,
    `DELETE FROM domainlist_by_group WHERE group_id = ${groupId};`,
    "CREATE TEMP TABLE wanted (type INTEGER, domain TEXT);",
    `INSERT INTO wanted VALUES ${rows};`,
    "INSERT OR IGNORE INTO domainlist (type, domain, comment) SELECT type, domain, 'Homepoint' FROM wanted;",
    "UPDATE domainlist SET enabled = 1 WHERE (type, domain) IN (SELECT type, domain FROM wanted);",
    "DELETE FROM domainlist_by_group WHERE group_id = 0 AND domainlist_id IN",
    "  (SELECT id FROM domainlist WHERE comment = 'Homepoint');",
    `INSERT INTO domainlist_by_group (domainlist_id, group_id) SELECT id, ${groupId} FROM domainlist`,
    "  WHERE (type, domain) IN (SELECT type, domain FROM wanted);",
    "INSERT OR IGNORE INTO client (ip, comment) VALUES ('$DEVICE', 'Homepoint');",
    "DELETE FROM client_by_group WHERE client_id = (SELECT id FROM client WHERE ip = '$DEVICE');",
    `INSERT INTO client_by_group (client_id, group_id) SELECT id, ${groupId} FROM client WHERE ip = '$DEVICE';`,
    "COMMIT;",
    "SQL",
    "pihole reloadlists",
    "",
  ].join("\n");
}
