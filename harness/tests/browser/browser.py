"""A page in Chromium."""

import json
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains

SWITCHES = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1400,900"]


PATIENCE = 10  # seconds; only a check that fails waits so long


def eventually(wanted, look):
    """Looks until it sees what is wanted, or its patience ends. Returns what it saw last.

    The page answers a key or a new address in an event of its own, which comes some time after the command returns.
    """
    end = time.monotonic() + PATIENCE
    while (found := look()) != wanted and time.monotonic() < end:
        time.sleep(0.02)
    return found


class Browser:
    """Chromium, with a log of its console and its requests."""

    def __init__(self, shots: Path):
        self.shots = shots
        options = webdriver.ChromeOptions()
        for switch in SWITCHES:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options)
        self.page = ""  # the name of the page, for the names of screenshots

    def open(self, address: str) -> None:
        """Loads a page, even if it is open already."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def run(self, script: str, *arguments):
        """Runs a script and returns its result."""
        return self.driver.execute_script(script, *arguments)

    def command(self, name: str, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def press(self, *keys) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def visible(self) -> list:
        """The names of the trials with visible rows."""
        return self.run("const rows = [...document.querySelectorAll('#trials tbody tr:not(.topic)')];"
                        "return rows.filter((row) => row.checkVisibility())"
                        ".map((row) => decodeURIComponent(row.querySelector('a').hash.slice(1)))")

    def choose(self, id: str, value) -> None:
        """Sets a filter, and notifies the page as if the user had done it."""
        self.run("const [id, value] = arguments; const field = document.getElementById(id);"
                 "if (field.type === 'checkbox') field.checked = value; else field.value = value;"
                 "field.dispatchEvent(new Event('input', {bubbles: true}))", id, value)

    def shown(self) -> str | None:
        """The name of the open trial."""
        return self.run("const dialog = document.getElementById('trial');"
                        "return dialog.open ? dialog.querySelector('h2').textContent : null")

    def hash(self) -> str:
        return self.run("return decodeURIComponent(location.hash)")

    def narrow(self, width: int) -> None:
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=2, mobile=True)

    def wide(self) -> None:
        self.command("Emulation.clearDeviceMetricsOverride")

    def scheme(self, scheme: str) -> None:
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def shoot(self, name: str) -> None:
        self.shots.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(self.shots / f"{self.page}-{name}.png"))

    def quiet(self, address: str) -> None:
        """Checks that nothing was logged and that only the page itself was requested."""
        logged = [entry["message"] for entry in self.driver.get_log("browser")]
        assert not logged, f"the console has {logged}"
        requested = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requested.add(message["params"]["request"]["url"].split("#")[0])
        assert address in requested, "the log of requests does not have the page"
        foreign = requested - {address, "about:blank", "data:,"}
        assert not foreign, f"the page requested {foreign}"
