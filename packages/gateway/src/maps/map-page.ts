/** A page with a map and nothing else: pictures of this box, moved by finger, mouse or keys. */
export const mapPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>
<meta name="viewport" content="width=device-width"><style>
html,body{margin:0;height:100%;font:16px/1.4 system-ui,sans-serif;color-scheme:light dark}
#map{position:relative;height:100%;overflow:hidden;touch-action:none;background:#ddd}
#map img{position:absolute;width:256px;height:256px;user-select:none;-webkit-user-drag:none}
#bar{position:absolute;z-index:1;top:.5rem;left:.5rem;right:.5rem;display:flex;gap:.5rem;flex-wrap:wrap}
#bar button,#bar select{font:inherit;min-height:2.75rem;min-width:2.75rem}
#by{position:absolute;z-index:1;right:0;bottom:0;padding:0 .4rem;font-size:.75rem;background:Canvas}
</style></head><body><div id="map" tabindex="0" aria-label="Map"></div>
<div id="bar"><select id="which" aria-label="Map"></select><button id="in" aria-label="+">+</button><button id="out" aria-label="-">&minus;</button></div>
<div id="by"></div><script src="/map/map.js"></script></body></html>
`;

/** In plain script: nothing is built for it, and nothing comes from elsewhere. */
export const mapScript = `"use strict";
const map = document.getElementById("map"), which = document.getElementById("which");
const side = 256;
let maps = [], now, zoom = 0, centre = [0.5, 0.5];
const toWorld = ([lon, lat]) => {
  const s = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
};
function draw() {
  if (!now) return;
  const scale = 2 ** zoom * side, { clientWidth: w, clientHeight: h } = map;
  const left = centre[0] * scale - w / 2, top = centre[1] * scale - h / 2;
  const wanted = new Map();
  for (let x = Math.floor(left / side); x * side < left + w; x += 1)
    for (let y = Math.floor(top / side); y * side < top + h; y += 1)
      if (x >= 0 && y >= 0 && x < 2 ** zoom && y < 2 ** zoom)
        wanted.set("/maps/" + now.id + "/" + zoom + "/" + x + "/" + y, [x * side - left, y * side - top]);
  for (const image of map.querySelectorAll("img")) if (!wanted.has(image.dataset.tile)) image.remove();
  for (const [tile, [x, y]] of wanted) {
    let image = map.querySelector('img[data-tile="' + tile + '"]');
    if (!image) {
      image = new Image();
      image.dataset.tile = tile;
      image.alt = "";
      image.onerror = () => { image.style.visibility = "hidden"; };
      image.src = tile;
      map.append(image);
    }
    image.style.transform = "translate(" + Math.round(x) + "px," + Math.round(y) + "px)";
  }
}
function zoomBy(step) {
  zoom = Math.max(now.minZoom, Math.min(now.maxZoom, zoom + step));
  draw();
}
function moveBy(x, y) {
  const scale = 2 ** zoom * side;
  centre = [centre[0] - x / scale, Math.max(0, Math.min(1, centre[1] - y / scale))];
  draw();
}
function choose(id) {
  now = maps.find((each) => each.id === id);
  if (!now) return;
  const [west, south, east, north] = now.bounds;
  const [a, b] = [toWorld([west, north]), toWorld([east, south])];
  centre = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const fits = Math.floor(Math.log2(Math.min(map.clientWidth / (b[0] - a[0]), map.clientHeight / (b[1] - a[1])) / side));
  zoom = Math.max(now.minZoom, Math.min(now.maxZoom, fits));
  document.getElementById("by").textContent = now.attribution;
  map.replaceChildren();
  draw();
}
let last;
map.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; map.setPointerCapture(event.pointerId); });
map.addEventListener("pointermove", (event) => {
  if (!last) return;
  moveBy(event.clientX - last[0], event.clientY - last[1]);
  last = [event.clientX, event.clientY];
});
for (const end of ["pointerup", "pointercancel"]) map.addEventListener(end, () => { last = undefined; });
map.addEventListener("wheel", (event) => { event.preventDefault(); zoomBy(event.deltaY < 0 ? 1 : -1); }, { passive: false });
map.addEventListener("keydown", ({ key }) => {
  const step = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[key];
  if (step) moveBy(...step);
  if (key === "+" || key === "-") zoomBy(key === "+" ? 1 : -1);
});
document.getElementById("in").onclick = () => zoomBy(1);
document.getElementById("out").onclick = () => zoomBy(-1);
which.onchange = () => choose(which.value);
window.addEventListener("resize", draw);
fetch("/maps.json").then((answer) => answer.json()).then((told) => {
  maps = told.maps.filter(({ kind }) => kind === "raster");
  for (const { id, name } of maps) which.append(new Option(name, id));
  if (maps.length > 0) choose(maps[0].id);
  else document.getElementById("by").textContent = "No map of pictures is on this gateway.";
  document.body.dataset.ready = String(maps.length);
});
`;
