/** How the folders are called that these services copy to their servers. */
const services: readonly { readonly pattern: RegExp; readonly service: string }[] = [
  { pattern: /^onedrive( -.*|-.*)?$/i, service: "OneDrive" },
  { pattern: /^dropbox( \(.*\))?$/i, service: "Dropbox" },
  { pattern: /^dropbox-.*$/i, service: "Dropbox" },
  { pattern: /^(google ?drive|googledrive-.*|my drive)$/i, service: "Google Drive" },
  { pattern: /^(icloud ?drive|com~apple~clouddocs|mobile documents)$/i, service: "iCloud Drive" },
  { pattern: /^(nextcloud|owncloud)\d*$/i, service: "Nextcloud" },
  { pattern: /^(pclouddrive|pcloud drive|pcloudsync)$/i, service: "pCloud" },
  { pattern: /^(mega|megasync)$/i, service: "MEGA" },
  { pattern: /^(box|box sync|box-box)$/i, service: "Box" },
  { pattern: /^(synologydrive|cloudstation)$/i, service: "Synology Drive" },
  { pattern: /^(proton drive|proton ?drive-.*)$/i, service: "Proton Drive" },
];

/**
 * The service that copies this folder to other machines, judged by the names on its path; undefined
 * where none is known to.
 *
 * @param path absolute, with links resolved
 */
export function findSyncService(path: string): string | undefined {
  for (const part of path.split(/[\\/]/))
    for (const { pattern, service } of services) if (pattern.test(part)) return service;
  return undefined;
}
