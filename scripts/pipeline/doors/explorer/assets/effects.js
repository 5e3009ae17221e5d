/* Sizes of effects on a common axis, one chart for each unit. */
"use strict";
(() => {
  const { html } = htmPreact;
  const { one, href } = rmc;
  const { Text, Sign } = rmc.parts;

  const UNITS = {
    "{SMD}": "standardised mean difference (0: no difference)",
    "{ratio}": "ratio of risks, odds or rates (1: no difference)",
    "%": "change or difference in %",
    "{BW}": "multiples of body weight",
    "{BW}/m": "multiples of body weight per metre",
    "{beats}/min": "heart beats a minute",
    1: "proportion",
  };

  const RESULTS = {
    higher: "higher",
    lower: "lower",
    no_clear_difference: "no clear difference",
    equivalent: "shown to be alike",
    mixed: "mixed",
    unclear: "unclear",
  };
  const FAR = { wider: "something wider", neighbour: "nearby" };

  /* A row of the chart; on a statement, with its direction and bearing towards that statement. */
  const drawn = (row) => {
    const effect = one("effects", "finding_id", row.finding_id);
    if (!row.direction) return effect;
    const far = FAR[row.bearing];
    return {
      ...effect,
      label: far ? `${effect.label} (${far})` : effect.label,
      direction: row.direction,
      bearing: row.bearing,
    };
  };

  const Effects = ({ evidence, legend = true }) => {
    const rows = evidence.flatMap((row) =>
      one("effects", "finding_id", row.finding_id) ? [drawn(row)] : [],
    );
    if (!rows.length) return null;
    const units = Object.keys(rmc.count(rows, (row) => row.unit));
    const cut = rows.filter((row) => row.cut);
    const results = rmc.count(
      evidence.filter((row) => !one("effects", "finding_id", row.finding_id)),
      (row) => one("findings", "finding_id", row.finding_id).result,
    );
    const without = Object.entries(results)
      .map(([result, n]) => `${n} ${RESULTS[result]}`)
      .join(", ");
    const left = evidence.length - rows.length;
    return html`
      ${units.map(
        (unit) => html`<${rmc.parts.Chart}
          key=${unit}
          name=${unit === "{ratio}" ? "ratios" : "effects"}
          axis=${UNITS[unit] ?? unit}
          rows=${rows.filter((row) => row.unit === unit)}
          onPick=${(row) => row.finding_id && (location.hash = href("finding", row.finding_id))}
        />`,
      )}
      <p class="small">
        ${
          legend &&
          html`
            <${Sign} kind="for" /> supports <${Sign} kind="against" /> opposes <${Sign}
              kind="neither"
            /> no clear difference <${Sign} kind="mixed" /> points both ways <${Sign}
              kind="open"
            /> cannot be told${
              rows.some((row) => row.direction === "differs")
                ? "; triangle: differs by proposition"
                : ""
            }. `
        }
        ${
          left > 0 &&
          `Drawn are the ${rows.length} of ${evidence.length} findings that give a number. ` +
            `The other ${left} give none: ${without}. `
        }
        ${rows.some((row) => row.low !== null) && "A line is the interval that the paper gives. "}
        ${
          rows.length > 1 &&
          "Each study measured something of its own, and the numbers cannot be averaged. "
        }
        ${cut.map(
          (row) => html`
            The interval of <${Text}>${row.label}<//> ends at ${row[row.cut]} in print and is cut
            short. `,
        )}
      </p>
    `;
  };
  rmc.parts.Effects = Effects;
})();
