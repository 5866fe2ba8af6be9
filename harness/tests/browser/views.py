"""Checks of the views beside the table of cases: the overview, the tables of questions, and the pages of platforms.

What they must show is what the commands print.
"""

import json
import re
import subprocess
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from checks import becomes, check, equal, rows, trials

AXE = Path("target/axe/node_modules/axe-core/axe.min.js")
COMMANDS = {}  # how each page's project is asked


def printed(address: str, *arguments: str) -> dict:
    ran = subprocess.run(
        [*COMMANDS[address], *arguments, "--format", "json"], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def apart(trial: dict, column: int, recorded: int) -> bool:
    """Whether a platform answers otherwise than the first one, or is claimed to."""
    first = trial["cells"][0]
    if first["state"] != "ran":
        return False
    if column < recorded:
        other = trial["cells"][column]
        return other["state"] == "ran" and other["kind"] != first["kind"]
    claim = trial["claims"][column - recorded]
    return claim["state"] == "claimed" and first["kind"] not in claim["kinds"]


@check
def overview_counts_the_cases_that_differ(browser, address, data):
    browser.open(address)
    recorded = len(data["platforms"])
    columns = range(recorded + len(data["claimed"]))
    counts = {}
    for row in rows(data):
        for column in columns:
            cases = counts.setdefault((row["group"], column), set())
            if column and any(apart(trial, column, recorded) for trial in row["alike"]):
                cases.add(row["case"])
    shown = browser.run(
        "const rows = [...document.querySelectorAll('.overview tbody tr')];"
        "return rows.map((row) => [row.cells[0].textContent, [...row.cells].slice(2).map((cell) => cell.textContent)])"
    )
    groups = list(dict.fromkeys(row["group"] for row in rows(data)))
    said = lambda group, column: str(len(counts[group, column])) if column else "="
    equal(shown, [[group, [said(group, column) for column in columns]] for group in groups], "numbers")
    group, column = max(counts, key=lambda key: len(counts[key]))
    browser.run(
        "arguments[0].click()",
        browser.driver.find_element(
            By.CSS_SELECTOR, f".overview tbody tr:nth-child({groups.index(group) + 1}) td:nth-child({column + 3}) a"
        ),
    )
    wanted = f"{len(counts[group, column])} of {len({(row['group'], row['case']) for row in rows(data)})} cases"
    becomes(lambda: browser.run("return document.getElementById('count').textContent"), wanted, "cases behind a number")
    browser.shoot("pair")
    browser.open(address)
    browser.choose("base", "1")
    becomes(lambda: browser.hash(), f"#base={data['platforms'][1]['name']}", "address")


CELLS = """
const text = (node) => node.querySelector('.outcome').textContent;
const answer = (node) => [node.querySelector('a').hash.slice(1), [...node.querySelectorAll('.said')].map(text)];
const cell = (node) => [node.className, node.dataset.question, [...node.querySelectorAll('.answer')].map(answer)];
return [...document.querySelectorAll('#questions tbody td')].map(cell);
"""


def spoken(reply: dict) -> str:
    """What is said of a reply."""
    texts = {
        "unrecorded": "not recorded",
        "open": "nothing claimed",
        "cannot": f"not on this platform: {reply.get('lacks')}",
    }
    return reply.get("whole") or reply.get("outcome") or reply.get("claim") or texts[reply["state"]]


@check
def tables_have_what_the_command_prints(browser, address, data):
    platforms = [platform["name"].split("@")[0] for platform in data["platforms"] + data["claimed"]]
    # Without a choice the command leaves out runtimes, for which a terminal has no room.
    table = printed(address, "table", "names", "--platform", ",".join(platforms))
    browser.open(f"{address}#view=names&part=all")
    found, wanted = browser.run(CELLS), []
    for cell in (cell for part in table["parts"] for row in part["rows"] for cell in row["cells"]):
        kind = {"impossible": "never", "not_asked": "unasked", "asked": "asked"}[cell["cell"]]
        answers = cell.get("answers", [])
        replies = [[spoken(reply) for reply in one["answers"] + one["claims"]] for one in answers]
        wanted.append([kind, cell["question"], [[one["trial"], texts] for one, texts in zip(answers, replies)]])
    equal([cell[:2] for cell in found], [cell[:2] for cell in wanted], "cells")
    for (_, question, answers), (_, _, replies) in zip(found, wanted):
        equal([trial for trial, _ in answers], [trial for trial, _ in replies], f"trials of {question}")
        equal([set(texts) for _, texts in answers], [set(texts) for _, texts in replies], f"answers of {question}")


@check
def tables_can_be_narrowed(browser, address, data):
    is_claimed = bool(data["claimed"])
    name = (data["claimed"] or data["platforms"])[-1]["name"]
    browser.open(f"{address}#view=names&on={name}&find=new")
    rows_left = (
        "return [...new Set([...document.querySelectorAll('#questions tbody th')].map((head) => head.textContent))]"
    )
    becomes(lambda: browser.run(rows_left), ["new"], "rows with a word")
    remarks = browser.run(
        "return [...document.querySelectorAll('#questions .outcome + small')].map((node) => node.textContent)"
    )
    # A cell of one platform says nothing beside what came back there.
    equal(bool(remarks), is_claimed, "remarks")
    assert all(remark.startswith("claimed, not run") for remark in remarks), remarks
    ran = browser.run("return document.querySelectorAll('#questions .said:not(.claim)').length")
    equal(ran == 0, is_claimed, "whether nothing was run")
    browser.choose("find", f"error:ENOTCONN {name}:WSAENOTCONN call:getpeername")
    questions = "return [...new Set([...document.querySelectorAll('#questions td.asked')].map((cell) => cell.dataset.question))]"
    becomes(lambda: browser.run(questions), ["getpeername"], "cells with a term")
    becomes(lambda: "WSAENOTCONN" in browser.hash(), True, "words in the address")
    chosen = browser.run("return location.href")
    browser.open(chosen)
    becomes(lambda: browser.run(questions), ["getpeername"], "cells by the address")
    browser.choose("find", "is:nonsense")
    becomes(lambda: browser.run("return document.getElementById('none-asked').checkVisibility()"), True, "no cell")
    for nonsense in ["#view=nonsense", "#view=names&part=nonsense&on=nonsense", "#view=__proto__"]:
        browser.open(address + nonsense)
        assert browser.run("return document.querySelector('main').innerText.length") > 99, nonsense


@check
def cell_leads_to_its_trial_and_back(browser, address, data):
    browser.open(f"{address}#view=names&find=getpeername")
    link = "document.querySelector('#questions td.asked a')"
    name = browser.run(f"{link}.focus(); return {link}.hash.slice(1)")
    browser.press(Keys.ENTER)
    becomes(browser.shown, name, "the trial of a cell")
    browser.press(Keys.ESCAPE)
    becomes(browser.shown, None, "after Escape")
    becomes(lambda: browser.run(f"return document.activeElement === {link}"), True, "focus after Escape")
    becomes(lambda: browser.hash().split("&")[0], "#view=names", "address after Escape")


@check
def platform_has_its_known_faults(browser, address, data):
    for platform in data["platforms"][-2:]:
        known = printed(address, "known", platform["name"])
        browser.open(f"{address}#view={platform['name']}")
        title = "return document.querySelector('#platform-view h2')?.textContent"
        becomes(lambda: browser.run(title), platform["name"], "page of a platform")
        heads = "return [...document.querySelectorAll('#platform-view article h3')].map((head) => head.textContent)"
        becomes(
            lambda: browser.run(heads), [fault["case"] for fault in known["faults"]], f"faults of {platform['name']}"
        )
        text = browser.run("return document.getElementById('platform-view').textContent")
        assert platform["date"] in text and all(fault["why"] in text for fault in known["faults"]), platform["name"]
    if not data["claimed"]:
        return
    browser.open(f"{address}#view={data['claimed'][0]['name']}")
    text = browser.run("return document.getElementById('platform-view').innerText")
    assert "Claimed, not run" in text, text


@check
def what_is_shown_can_be_copied(browser, address, data):
    browser.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.open(f"{address}#search=no%20%22such%20words%22")
    first, second = [platform["name"] for platform in data["platforms"][:2]]
    trial = trials(data)[0]["name"]
    for where, box, texts in [
        (f"#search=ENOTCONN%20a%7Cb&group={rows(data)[0]['group']}", "cases-copy", ["sockshape list ENOTCONN 'a|b' "]),
        (
            f"#columns={first},{second}&different=yes&search=bind",
            "cases-copy",
            [f"sockshape diff {first} {second} bind"],
        ),
        (
            f"#view=names&part=AF_INET%20SOCK_STREAM&on={second}",
            "cells-copy",
            [f"sockshape table names '\"AF_INET SOCK_STREAM\"' --platform {second}"],
        ),
        (f"#{trial}", "trial", [f"sockshape show {trial}"]),
    ]:
        browser.open(address + where)
        for label, wanted in [("Copy as command", texts), ("Copy as Markdown", ["|---|"])]:
            browser.driver.find_element(By.XPATH, f"//*[@id='{box}']//button[text()='{label}']").click()
            read = lambda: browser.run("return navigator.clipboard.readText()")
            becomes(lambda: wanted[0].split("'")[0] in read(), True, f"{label} at {where}: {read()}")
            assert all(text in read() for text in wanted), f"{label} at {where}: {read()}"


VIEWS = ["", "#view=names", "#view=errors", "#view=ports", "#view=inheritance", "#view=resolver"]


def axe_finds_nothing(browser, address, data):
    """For a page of a few cases: on one of all, axe would be busy for minutes, and their rows are like these."""
    browser.driver.set_script_timeout(300)
    platforms = [data["platforms"][-1]["name"], data["claimed"][0]["name"]]
    views = [*VIEWS, *(f"#view={name}" for name in platforms), f"#{trials(data)[0]['name']}"]
    run = """
        const done = arguments[0];
        const node = (one) => one.html.slice(0, 200);
        const said = (one) => [one.id, one.help, one.nodes.slice(0, 3).map(node)];
        axe.run(document, {resultTypes: ["violations"]}).then((result) => done(result.violations.map(said)));
    """
    for scheme, width in [("light", None), ("dark", None), ("light", 390)]:
        browser.scheme(scheme)
        browser.narrow(width) if width else browser.wide()
        for view in views:
            browser.open(address + view)
            browser.run(AXE.read_text())
            found = browser.driver.execute_async_script(run)
            equal(found, [], f"axe at {view or 'cases'}, {scheme}, {width or 1400} wide")
    browser.wide()
    browser.scheme("light")


@check
def zoom_and_narrow_screens_lose_nothing(browser, address, data):
    # At 200 % a window of 1400 has room for 700, at 400 % one of 1280 for 320: WCAG 2.2, 1.4.4 and 1.4.10.
    for width in [700, 390, 320]:
        browser.narrow(width)
        for view in [*VIEWS, f"#view={data['platforms'][-1]['name']}"]:
            browser.open(address + view)
            over = browser.run("return document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{view or 'cases'} is {over} pixels too wide at {width}"
            browser.shoot(f"{width}-{re.sub(r'^.*=', '', view) or 'cases'}")
    browser.wide()


@check
def paper_has_the_table_whole(browser, address, data):
    browser.open(f"{address}#search={rows(data)[0]['name'].split('@')[0]}")
    browser.command("Emulation.setEmulatedMedia", media="print")
    for left_out in ["#views", "#filters", "#cases-copy"]:
        seen = browser.run("return document.querySelector(arguments[0]).checkVisibility()", left_out)
        assert not seen, f"{left_out} is printed"
    cut = browser.run("const grid = document.getElementById('matrix'); return grid.scrollHeight - grid.clientHeight")
    assert cut <= 0, f"{cut} pixels of the table are cut off"
    browser.shoot("print")
    browser.command("Emulation.setEmulatedMedia", media="")


@check
def keyboard_alone_is_enough(browser, address, data):
    browser.open(address)
    focused = lambda: browser.run("return document.activeElement.textContent.trim()")
    for _ in range(12):
        browser.press(Keys.TAB)
        if focused() == "Errors":
            break
    browser.press(Keys.ENTER)
    becomes(lambda: browser.run("return document.getElementById('table-view').checkVisibility()"), True, "table")
    browser.press("/")
    becomes(lambda: browser.run("return document.activeElement.id"), "find", "focus after /")
    browser.press("new")
    becomes(lambda: "find=new" in browser.hash(), True, "what was typed")
    browser.driver.back()
    becomes(
        lambda: browser.run("return document.getElementById('cases-view').checkVisibility()"), True, "cases after back"
    )
