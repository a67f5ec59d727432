// Puts pins and outlines on the map that folium has made. Every text goes in as text, never as HTML.
"use strict";

(() => {
  const COLOURS = ["#0017c1", "#197a4b", "#b45309", "#6f1d99", "#0b7a75", "#8f1d21"];
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
  data.outlines.forEach((outline, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const layer = L.geoJSON(outline.shape, {
      interactive: false,
      style: { color: colour, weight: 2, dashArray: outline.approximate ? "6 5" : null, fillColor: colour, fillOpacity: 0.06 },
    });
    outlines.addLayer(layer);
    const name = L.tooltip({ permanent: true, direction: "top", className: "zone-label", interactive: false, pane: "names" })
      .setContent(line("span", outline.label));
    names.push({ name, colour, edge: largestRing(outline.shape) });
  });
  outlines.addTo(map);

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
  const markers = data.pins.map((pin) => {
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
  });
  group.addLayers(markers);
  map.addLayer(group);

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

  // Each name stands on the northern end of what one sees of its area: pins gather in the middle.
  const nameAreas = () => {
    const view = map.getBounds().pad(-0.12);
    for (const { name, colour, edge } of names) {
      const seen = edge.filter((point) => view.contains(point));
      if (seen.length) {
        const end = seen.reduce((one, other) => (other.lat > one.lat ? other : one));
        // Without pins the middle is free, and names of small neighbours do not lie on one another there.
        name.setLatLng(markers.length ? end : L.latLngBounds(edge).getCenter()).addTo(map);
        name.getElement().style.borderColor = colour;
      } else {
        name.remove();
      }
    }
  };
  map.on("moveend", nameAreas);

  const bounds = markers.length ? group.getBounds() : outlines.getBounds();
  if (bounds.isValid()) {
    // Areas alone fill the map: a whole zoom step would leave them half as large.
    map.options.zoomSnap = markers.length ? 1 : 0.25;
    map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16, animate: false });
  }
  nameClusters();
  nameAreas();
})();
