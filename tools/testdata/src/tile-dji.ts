/** A DJI log of versions 7 to 11 whose rows come `times` times, for measuring long flights. */
export function tileDjiLog(bytes: Uint8Array, rowsEnd: number, times: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const detailOffset = Number(view.getBigUint64(0, true));
  const head = bytes.subarray(0, 100);
  const rows = bytes.subarray(100, rowsEnd);
  const details = bytes.slice(detailOffset, detailOffset + 400);
  details.fill(0, 147, 179); // no pictures
  const tiled = new Uint8Array(head.length + rows.length * times + details.length);
  tiled.set(head);
  for (let time = 0; time < times; time += 1) tiled.set(rows, head.length + time * rows.length);
  tiled.set(details, head.length + rows.length * times);
  new DataView(tiled.buffer).setBigUint64(0, BigInt(head.length + rows.length * times), true);
  return tiled;
}
