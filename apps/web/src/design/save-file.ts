/** Hands a file to the browser, to be saved where the person's downloads go. */
export function saveFile(name: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content]));
  saveLink(name, url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Saves what is at an address of the hub, without holding it in memory. */
export function saveLink(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
