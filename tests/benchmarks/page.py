"""Times of the explorer in Chromium, compared in one run: the first view with an idle page of as
many bytes, filtering with pandas on the same rows, and drawing with the screen's limit (60 pictures
a second). Asserts nothing."""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPEATS = 7
PAINT = (
    "() => new Promise(done => { const look = () => "
    "{ const paint = performance.getEntriesByName('first-contentful-paint')[0]; "
    "paint ? done(paint.startTime) : setTimeout(look, 5); }; look(); })"
)
TYPE = """async ([selector, words]) => {
    const box = document.querySelector(selector), times = [];
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    for (const word of words) for (let i = 1; i <= word.length; i++) {
        const start = performance.now();
        set.call(box, word.slice(0, i));
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times;
}"""


def main() -> int:
    chromium = shutil.which("chromium")
    if not chromium:
        print(
            "The page was not measured: Chromium is not on this machine "
            "(Debian: apt-get install chromium)."
        )
        return 0
    sys.path.insert(0, str(ROOT / "scripts"))
    from playwright.sync_api import sync_playwright

    import running_muscle_claims as rmc
    from pipeline.doors.explorer.page import page
    from running_muscle_claims._load import Tables

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        text, idle = page(Tables(ROOT)), Path(folder) / "idle.html"
        file = Path(folder) / "index.html"
        file.write_text(text, encoding="utf-8")
        idle.write_text(
            "<!doctype html><title>idle</title><h1>Idle</h1>"
            f"<script type='text/plain'>{'x' * len(text.encode())}</script>",
            encoding="utf-8",
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        paints = {file: [], idle: []}
        for _ in range(REPEATS):
            for which, seen in paints.items():
                tab = browser.new_page(viewport={"width": 1280, "height": 900})
                tab.goto(which.as_uri())
                seen.append(tab.evaluate(PAINT))
                tab.close()
        first, peer = (statistics.median(times) for times in paints.values())
        print(
            f"page of {len(text.encode()):,} bytes: first view after {first:.0f} ms, "
            f"{first / peer:.1f} of the time of an idle page of the same size"
        )
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(file.as_uri() + "#table")
        tab.wait_for_selector("input[name=q]")
        words = ["uphill running", "calves grow", "muscle"]
        times = tab.evaluate(TYPE, ["input[name=q]", words])
        flat = rmc.load("claims_flat", folder=ROOT)
        start = time.perf_counter()
        for word in words:
            for i in range(1, len(word) + 1):
                found = flat["statement"].str.lower().str.contains(
                    word[:i].split()[-1], regex=False
                ) | flat["proposition"].str.lower().str.contains(word[:i].split()[-1], regex=False)
                flat[found].head(50).to_html()
        pandas = (time.perf_counter() - start) * 1000 / len(times)
        print(
            f"a key in the search of {len(flat)} claims: "
            f"{statistics.median(times):.0f} ms until it is drawn (at most {max(times):.0f}), "
            f"{statistics.median(times) / pandas:.2f} of the time of pandas with to_html; "
            "at 60 pictures a second there are 17 ms"
        )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
