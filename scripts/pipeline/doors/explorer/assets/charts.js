/* Charts in Vega-Lite, from the same specifications as the figures. The libraries are most of the
   page, so they are text until the first chart needs them. */
"use strict";
(() => {
  const { html, useEffect, useRef } = htmPreact;
  const { charts: specs, keys } = rmc.data;
  /* Colours become variables of the page: they follow dark mode and print without a new drawing. */
  const COLOURS = {
    "#0072B2": "--for",
    "#D55E00": "--mark-against",
    "#767676": "--open",
    "#BDBDBD": "--quiet",
    "#E8E8E8": "--faint",
    "#FFFFFF": "--paper",
    "#004B78": "--deep",
    "#9AC7E4": "--pale",
    "#F0C29A": "--pale-against",
    "#8C8C8C": "--middle",
    "#33475B": "--slate",
    "#521B4B": "--neither",
  };
  const themed = (text) =>
    text.replace(/#[0-9A-F]{6}/g, (hex) => (COLOURS[hex] ? `var(${COLOURS[hex]})` : hex));
  let started;
  const start = () =>
    (started ??= new Promise((done) =>
      setTimeout(() => {
        for (const id of ["vega", "vega-lite"]) {
          const script = document.createElement("script");
          script.textContent = document.getElementById(`library-${id}`).textContent;
          document.head.append(script);
        }
        done();
      }),
    ));

  /* On a narrow screen the names are above their lines instead of beside them. */
  const narrowed = (spec, width) => {
    const bars = spec.mark?.type === "bar";
    for (const part of [spec, ...(spec.layer ?? [])]) {
      const axis = part.encoding?.y?.axis;
      if (axis)
        Object.assign(axis, {
          labelAlign: "left",
          labelPadding: -2,
          labelOffset: bars ? -11 : -14,
          labelLimit: width - 10,
          minExtent: 0,
        });
    }
    return {
      ...spec,
      height: { step: 42 },
      ...(bars && { mark: { ...spec.mark, height: 13, yOffset: 9 } }),
    };
  };
  const made = (name, axis, width) => {
    let spec = JSON.parse(
      themed(
        rmc.parts.textured(
          name,
          JSON.stringify({
            ...specs[name],
            width,
            autosize: { type: "fit-x", contains: "padding" },
          }),
        ),
      ),
      (_, value) => (value === "AXIS" ? axis : value),
    );
    if (width < 560 && specs[name].height.step < 30) spec = narrowed(spec, width);
    return spec;
  };

  const Chart = ({ name, rows, axis, label, onPick }) => {
    const box = useRef();
    const pick = useRef(onPick);
    const named = useRef();
    const wanted = JSON.stringify(rows);
    pick.current = onPick;
    named.current = label ?? specs[name].description;
    useEffect(() => {
      let view;
      let gone = false;
      let width = box.current.clientWidth;
      const draw = async () => {
        await start();
        if (gone || !box.current) return;
        view?.finalize();
        width = box.current.clientWidth;
        const compiled = vegaLite.compile(
          { ...made(name, axis, width), datasets: { rows: JSON.parse(wanted) } },
          { logger: vega.logger(vega.Error) },
        );
        view = new vega.View(vega.parse(compiled.spec), {
          renderer: "svg",
          container: box.current,
          hover: false,
        });
        view.addEventListener("click", (_, item) => item?.datum && pick.current?.(item.datum));
        await view.runAsync();
        // The box has a name, and words beside it say what is drawn.
        box.current?.firstElementChild.setAttribute("aria-hidden", "true");
        // Vega has replaced the role and the label.
        box.current?.setAttribute("role", "img");
        box.current?.setAttribute("aria-label", named.current);
        box.current?.setAttribute("data-drawn", rows.length);
      };
      draw();
      const sized = new ResizeObserver(
        () => box.current && Math.abs(box.current.clientWidth - width) > 4 && draw(),
      );
      sized.observe(box.current);
      return () => {
        gone = true;
        sized.disconnect();
        view?.finalize();
      };
    }, [name, wanted, axis]);
    return html`
      ${
        keys[name] &&
        html`<ul class="legend small">
          ${keys[name].map(
            ([text, colour]) => html`<li class="key">
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <rect
                  width="12"
                  height="12"
                  style=${`fill: ${themed(rmc.parts.textured(name, colour))}`}
                  stroke="currentColor"
                  stroke-width="0.5"
                />
              </svg> ${text}
            </li>`,
          )}
        </ul>`
      }
      <div class="chart" data-chart=${name} role="img" aria-label=${named.current} ref=${box}></div>
    `;
  };
  rmc.parts.Chart = Chart;
})();
