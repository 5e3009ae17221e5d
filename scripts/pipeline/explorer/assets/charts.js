/* Charts: Vega-Lite, the same specifications that make the figures. The libraries wait as text until the first chart is wanted. */
(() => {
  const { html, useEffect, useReducer, useRef } = htmPreact;
  const specs = rmc.data.charts, keys = rmc.data.keys;
  const DARK = { "#0072B2": "#56B4E9", "#D55E00": "#E69F00", "#767676": "#A8A8A8", "#BDBDBD": "#6E6E6E", "#E8E8E8": "#3A3A3A", "#FFFFFF": "#16181b", "#004B78": "#8CC8F0", "#9AC7E4": "#3E7BA3", "#F0C29A": "#8A5F1C", "#33475B": "#C3CED9" };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let started;
  const start = () => (started ??= new Promise((done) => setTimeout(() => {
    for (const id of ["vega", "vega-lite"]) {
      const script = document.createElement("script");
      script.textContent = document.getElementById(`library-${id}`).textContent;
      document.head.append(script);
    }
    done();
  })));

  const themed = (spec) => (dark.matches ? JSON.parse(JSON.stringify(spec).replace(/#[0-9A-F]{6}/g, (hex) => DARK[hex] ?? hex)) : spec);
  const Chart = ({ name, rows, axis, label, onPick }) => {
    const box = useRef();
    const [, again] = useReducer((n) => n + 1, 0);
    useEffect(() => {
      let view, gone = false, width = box.current.clientWidth;
      const draw = async () => {
        await start();
        if (gone || !box.current) return;
        view?.finalize();
        width = box.current.clientWidth;
        const spec = themed({ ...specs[name], width, autosize: { type: "fit-x", contains: "padding" } });
        const narrow = width < 560 && name === "effects"; // on a telephone the labels go above their lines
        if (narrow) spec.height = { step: 42 };
        const text = axis || narrow ? JSON.parse(JSON.stringify(spec).replaceAll('"AXIS"', JSON.stringify(axis)).replaceAll('"labelPadding":8,"minExtent":120', narrow ? `"labelAlign":"left","labelPadding":-2,"labelOffset":-14,"labelLimit":${width}` : '"labelPadding":8,"minExtent":120')) : spec;
        view = new vega.View(vega.parse(vegaLite.compile({ ...text, datasets: { rows } }, { logger: vega.logger(vega.Error) }).spec), { renderer: "svg", container: box.current, hover: false });
        if (onPick) view.addEventListener("click", (_, item) => item?.datum && onPick(item.datum));
        await view.runAsync();
        box.current?.firstElementChild.setAttribute("aria-hidden", "true"); // the box has a name, and what is drawn stands beside it in words
        box.current?.setAttribute("data-drawn", rows.length);
      };
      draw();
      const sized = new ResizeObserver(() => box.current && Math.abs(box.current.clientWidth - width) > 4 && draw());
      sized.observe(box.current);
      const recolour = () => { again(); draw(); };
      dark.addEventListener("change", recolour);
      return () => { gone = true; sized.disconnect(); dark.removeEventListener("change", recolour); view?.finalize(); };
    }, [name, rows.length && JSON.stringify(rows[0]), rows.length, axis]);
    return html`${keys[name] && html`<ul class="legend small">${keys[name].map(([text, colour]) => html`<li class="key"><svg viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" fill=${themed(colour)} stroke="currentColor" stroke-width="0.5" /></svg> ${text}</li>`)}</ul>`}
      <div class="chart" data-chart=${name} role="img" aria-label=${label ?? specs[name].description} ref=${box}></div>`;
  };
  rmc.parts.Chart = Chart;
})();
