/* Lists as CSV files (RFC 4180, UTF-8). d3-dsv quotes the cells. */
"use strict";
(() => {
  const { about } = rmc.data;

  const LINE = "\r\n";

  const csv = (columns, rows) =>
    [columns, ...rows.map((row) => columns.map((column) => row[column]))]
      .map((cells) => d3.csvFormatRow(cells) + LINE)
      .join("");

  /* `what` says what the rows are, in the name of the file, besides package and version. */
  const save = (what, columns, rows) => {
    const a = document.createElement("a");
    a.href = URL.createObjectURL(
      new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }),
    );
    a.download = `${[about.name, about.version, what].filter(Boolean).join("-")}.csv`;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  };
  rmc.lists.save = save;
})();
