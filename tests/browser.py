"""Fixtures for the tests of the page: the explorer in headless Chromium, driven by Playwright."""

import shutil

import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from pipeline.doors.explorer.page import page as make_page
from pipeline.doors.explorer.payload import payload
from running_muscle_claims._load import Tables

CHROMIUM = next(
    (
        found
        for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
        if found
    ),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="the tests of the page need Chromium, which is not installed; "
    "on Debian: apt-get install chromium fonts-liberation",
)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "index.html"
    path.write_text(make_page(Tables(ROOT)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tables():
    return rmc.load(folder=ROOT)


@pytest.fixture(scope="module")
def data():
    return payload(Tables(ROOT))


class Tab:
    """An open page, with its errors and warnings and the requests that it must not make."""

    def __init__(self, browser, file, address="", **options):
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        self.page, self.file, self.wrong = self.context.new_page(), file, []
        self.page.on(
            "console",
            lambda said: (
                self.wrong.append(f"console {said.type}: {said.text}")
                if said.type in ("error", "warning")
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((file.as_uri(), "blob:", "data:"))
                else self.wrong.append(f"request: {request.url}")
            ),
        )
        self.page.goto(file.as_uri() + address)
        self.page.wait_for_selector("h1")

    def go(self, address):
        self.page.evaluate(
            """address => {
            const before = location.hash;
            location.hash = address;
            if (location.hash !== before) rmc.shownAt = null;
            }""",
            address or "#answer",
        )
        self.page.wait_for_function("() => rmc.shownAt !== null")
        self.settle()

    def settle(self):
        """Wait until the view is drawn, including charts."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))"
        )
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.chart')].every(chart => chart.dataset.drawn)"
        )

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            assert self.wrong == []


@pytest.fixture
def tab(browser, file):
    with Tab(browser, file) as tab:
        yield tab


def each(tab, addresses, read):
    """The value of an expression of the page at each address, one after the other."""
    return tab.page.evaluate(
        """async ([addresses, read]) => {
        const found = [], look = eval(`() => (${read})`);
        for (const address of addresses) {
            location.hash = address;
            for (let i = 0; i < 50 && rmc.shownAt !== address; i++)
                await new Promise(done => setTimeout(done));
            found.push(look());
        }
        return found;
    }""",
        [addresses, read],
    )
