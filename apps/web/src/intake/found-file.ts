/** A file that someone brought, and where in what they brought it lay: `DJI/FlightRecord/a.txt`. */
export type FoundFile = { readonly path: string; readonly file: File };

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** What a name promises; what a file is, only its content says. Films may tell of their flight. */
export type Promised = "zip" | "film" | "media" | "rubbish" | "other";

const rubbish = /^(\.|~\$|thumbs\.db$|desktop\.ini$|\$recycle)/i;
const film = /\.(mp4|mov|lrf|osv)$/i;
const media = /\.(jpe?g|dng|png|heic|lrv|insv|insp|avi|thm|tiff?|wav|aac|m4a)$/i;

export function promiseOf(path: string): Promised {
  const name = nameOf(path);
  if (rubbish.test(name) || /(^|\/)__MACOSX\//.test(path)) return "rubbish";
  if (/\.zip$/i.test(name)) return "zip";
  if (film.test(name)) return "film";
  return media.test(name) ? "media" : "other";
}
