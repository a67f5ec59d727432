// The pin of a venue, put by hand: pressed, dragged, or moved with the arrow keys. The two fields say the same.
"use strict";

(() => {
  const box = document.querySelector("[data-pin]");
  const map = window[box?.dataset.pin];
  if (!map) return;
  const { latitude, longitude, locate } = document.getElementById("f-latitude").form.elements;
  const said = box.querySelector("[role=status]");
  box.hidden = false;
  map.attributionControl.setPrefix("Leaflet");
  L.control.zoom({ zoomInTitle: "拡大", zoomOutTitle: "縮小" }).addTo(map);
  map.invalidateSize();
  let pin;

  const typed = () => {
    const point = [latitude.value, longitude.value].map((text) => text.normalize("NFKC").trim());
    return point.every((text) => text && Number.isFinite(Number(text))) ? L.latLng(point.map(Number)) : null;
  };

  const show = (point) => {
    if (pin) {
      pin.setLatLng(point);
      return;
    }
    const icon = L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 14] });
    pin = L.marker(point, { icon, draggable: true, keyboard: true, title: "会場のピン" }).addTo(map);
    pin.getElement().setAttribute("aria-label", "会場のピン。矢印の鍵で動かせます");
    pin.on("dragend", () => place(pin.getLatLng()));
    pin.getElement().addEventListener("keydown", (event) => {
      const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? 20 : 4;
      const moved = map.latLngToContainerPoint(pin.getLatLng()).add([step[0] * far, step[1] * far]);
      place(map.containerPointToLatLng(moved));
      map.panInside(pin.getLatLng(), { padding: [40, 40], animate: false });
    });
  };

  const place = (point) => {
    const { lat, lng } = point.wrap();
    latitude.value = lat.toFixed(6);
    longitude.value = lng.toFixed(6);
    locate.checked = false;
    show([lat, lng]);
    said.textContent = `ピンを置きました（緯度 ${latitude.value}、経度 ${longitude.value}）。保存すると決まります。`;
  };

  const follow = () => {
    const point = typed();
    if (!point) return;
    show(point);
    map.setView(point, Math.max(map.getZoom(), 17), { animate: false });
  };

  map.on("click", (event) => place(event.latlng));
  box.querySelector("button").addEventListener("click", () => place(map.getCenter()));
  latitude.addEventListener("change", follow);
  longitude.addEventListener("change", follow);
  follow();
  // Without a pin yet, one looks at where the address is.
  if (!pin && box.dataset.start) map.setView(box.dataset.start.split(" ").map(Number), 16, { animate: false });
})();
