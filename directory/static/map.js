// Puts pins and outlines on the map that folium has made. Every text goes in as text, never as HTML.
"use strict";

(() => {
  const block = document.querySelector("script[type='application/json'][id$='_data']");
  if (!block || typeof L === "undefined") {
    return;
  }
  const data = JSON.parse(block.textContent);
  const map = window[data.map];
  map.attributionControl.setPrefix("Leaflet");
  L.control.zoom({ zoomInTitle: "拡大", zoomOutTitle: "縮小" }).addTo(map);
  L.Icon.Default.imagePath = data.images;

  const line = (tag, text, className) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) {
      element.className = className;
    }
    return element;
  };

  // The outer ring of a shape's largest part: a town that two areas share is drawn in both, as a small part of one.
  const largestRing = (shape) => {
    const rings = (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates).map((part) => part[0]);
    const size = (ring) => {
      const box = L.latLngBounds(L.GeoJSON.coordsToLatLngs(ring));
      return (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest());
    };
    return L.GeoJSON.coordsToLatLngs(rings.reduce((one, other) => (size(other) > size(one) ? other : one)));
  };

  // Names of areas lie above shapes and pins, and let presses through.
  map.createPane("names").style.zIndex = 610;
  const names = [];
  const outlines = L.featureGroup();
  const hasPins = data.pins.length > 0 || Boolean(data.more);
  const fillOpacity = hasPins ? 0.06 : 0.12;
  data.outlines.forEach((outline) => {
    const colour = outline.colour;
    const layer = L.geoJSON(outline.shape, {
      interactive: false,
      style: { color: colour, weight: 2, dashArray: outline.approximate ? "6 5" : null, fillColor: colour, fillOpacity },
    });
    outlines.addLayer(layer);
    const name = L.tooltip({ permanent: true, direction: hasPins ? "top" : "center", className: "zone-label", interactive: false, pane: "names" })
      .setContent(line("span", outline.label));
    names.push({ name, colour, middle: L.latLng(outline.middle), edge: largestRing(outline.shape) });
  });
  outlines.addTo(map);

  // Towns that a rule divides are hatched: one sees it without colours too. The list by the map says the same.
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  if (data.split.length) {
    const pattern = svg("pattern", {
      id: "split-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
    });
    pattern.append(svg("rect", { width: 6, height: 6, fill: "#fff", "fill-opacity": 0.75 }));
    pattern.append(svg("path", { d: "M0 0V6", stroke: "#1a1a1a", "stroke-width": 2 }));
    map.getPane("overlayPane").querySelector("svg").prepend(pattern);
    data.split.forEach((town) => {
      L.geoJSON(town.shape, {
        style: { color: "#1a1a1a", weight: 1.5, dashArray: "2 3", fillColor: "url(#split-hatch)", fillOpacity: 1 },
      }).bindTooltip(line("span", town.label), { sticky: true }).addTo(map);
    });
  }

  const popup = ([, , name, place, kind, url, coarse]) => {
    const box = document.createElement("div");
    const link = line("a", name, "pin-name");
    link.href = url.startsWith("/") && !url.startsWith("//") ? url : "#";
    box.append(link, line("p", kind, "pin-kind"), line("p", place, "pin-place"));
    if (coarse) {
      box.append(line("p", "場所は町丁目までの表示です。", "pin-note"));
    }
    return box;
  };

  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const group = L.markerClusterGroup({
    animate: !still,
    chunkedLoading: true,
    showCoverageOnHover: false,
    maxClusterRadius: 45,
  });
  const markerOf = (pin) => {
    const [latitude, longitude, name, place, kind, , coarse] = pin;
    const icon = L.divIcon({
      className: coarse ? "pin pin-area" : "pin",
      iconSize: coarse ? [36, 36] : [24, 24],
      iconAnchor: coarse ? [18, 18] : [12, 12],
    });
    const marker = L.marker([latitude, longitude], { icon, keyboard: true, title: name });
    marker.on("add", () => {
      const words = [name, kind, place].concat(coarse ? ["町丁目までの表示"] : []);
      marker.getElement()?.setAttribute("aria-label", words.filter(Boolean).join("、"));
    });
    marker.bindPopup(() => popup(pin), { maxWidth: 260 });
    return marker;
  };
  group.addLayers(data.pins.map(markerOf));
  map.addLayer(group);

  // Where pins are too many for the page, the map asks for those in view: cells with their number, then single pins.
  const cells = L.layerGroup().addTo(map);
  const cellOf = (cell) => {
    const isCrowd = cell.count >= 1000;
    const size = cell.count < 10 ? "small" : cell.count < 100 ? "medium" : "large";
    const icon = L.divIcon({
      html: line("div", "").appendChild(line("span", String(cell.count))).parentNode,
      className: `marker-cluster marker-cluster-${size}${isCrowd ? " marker-cluster-crowd" : ""}`,
      iconSize: isCrowd ? [56, 56] : [40, 40],
    });
    const box = L.latLngBounds([cell.south, cell.west], [cell.north, cell.east]);
    const open = () => {
      const closer = Math.max(map.getBoundsZoom(box), map.getZoom() + 1);
      map.setView(box.getCenter(), Math.min(closer, map.getMaxZoom()), { animate: !still });
    };
    return L.marker([cell.latitude, cell.longitude], { icon, keyboard: true }).on("click", open);
  };
  let asked = 0;
  const ask = async () => {
    const number = (asked += 1);
    const view = `box=${map.getBounds().toBBoxString()}&zoom=${map.getZoom()}`;
    const answer = await fetch(`${data.more}${data.more.includes("?") ? "&" : "?"}${view}`).catch(() => null);
    if (!answer?.ok || number !== asked) {
      return;
    }
    const found = await answer.json();
    cells.clearLayers();
    group.clearLayers();
    group.addLayers(found.pins.map(markerOf));
    found.cells.forEach((cell) => cells.addLayer(cellOf(cell)));
    nameClusters();
  };
  let later;
  if (data.more) {
    map.on("moveend", () => {
      window.clearTimeout(later);
      later = window.setTimeout(ask, 150);
    });
  }

  // A cluster is opened by key too: the plug-in hears the pointer only. Focus goes to the map, as the cluster dissolves.
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.target.classList.contains("marker-cluster") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.target.click();
      map.getContainer().focus({ preventScroll: true });
    }
  });
  group.on("animationend", () => nameClusters());
  map.on("zoomend moveend", () => nameClusters());
  const nameClusters = () => {
    document.querySelectorAll(".marker-cluster").forEach((element) => {
      element.setAttribute("aria-label", `${element.textContent.trim()} 件がまとまっています。選ぶと広がります`);
      element.setAttribute("role", "button");
    });
  };

  // A name that would lie on another gives way downwards.
  const keepApart = (shown) => {
    const taken = [];
    for (const name of shown.sort((one, other) => other.getLatLng().lat - one.getLatLng().lat)) {
      const box = () => name.getElement().getBoundingClientRect();
      const under = () => taken.find((other) => {
        const own = box();
        return own.left < other.right && other.left < own.right && own.top < other.bottom && other.top < own.bottom;
      });
      for (let other = under(), left = shown.length; other && left; other = under(), left -= 1) {
        const point = map.latLngToContainerPoint(name.getLatLng()).add([0, other.bottom + 2 - box().top]);
        name.setLatLng(map.containerPointToLatLng(point));
      }
      taken.push(box());
    }
  };

  // Each name stands in the middle of its area; where pins gather there, on the northern end of what one sees of it.
  const nameAreas = () => {
    const view = map.getBounds().pad(-0.12);
    const shown = [];
    for (const { name, colour, middle, edge } of names) {
      const seen = edge.filter((point) => view.contains(point));
      const isFree = !hasPins && view.contains(middle);
      if (seen.length || isFree) {
        const end = isFree ? middle : seen.reduce((one, other) => (other.lat > one.lat ? other : one));
        name.setLatLng(end).addTo(map);
        name.getElement().style.borderColor = colour;
        shown.push(name);
      } else {
        name.remove();
      }
    }
    keepApart(shown);
  };
  map.on("moveend", nameAreas);

  const pinBounds = data.more ? L.latLngBounds(data.box) : group.getBounds();
  const bounds = hasPins ? pinBounds : outlines.getBounds();
  if (bounds.isValid()) {
    // Areas alone fill the map: a whole zoom step would leave them half as large.
    map.options.zoomSnap = hasPins ? 1 : 0.25;
    map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16, animate: false });
  }
  nameClusters();
  nameAreas();
})();
