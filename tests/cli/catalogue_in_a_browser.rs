//! A catalogue as people use it: in a real browser, from files, without a network.

use std::path::Path;

use serde_json::Value;

use crate::browser::Browser;
use crate::playground::Playground;

const PLAN: &str = r#"{
  "ampliPlan": 1, "name": "Garden", "version": "3",
  "events": [
    { "name": "Seed Sown", "category": "Beds", "description": "A seed went into the ground.",
      "schema": { "type": "object", "required": ["depth"], "properties": {
        "depth": { "type": "integer", "minimum": 1 }, "variety": { "enum": ["heirloom", "hybrid"] } } } },
    { "name": "Bed Watered", "category": "Beds", "description": "A bed was watered.",
      "schema": { "type": "object", "properties": { "litres": { "type": "number" } } } },
    { "name": "Gate Opened", "category": "Fences" }
  ]
}"#;

/// A folder with the catalogue of `plan`.
fn catalogue(plan: &str) -> Playground {
    let playground = Playground::with_plan(plan);
    let run = playground.run(&["docs", "--plan", "plan.json"]);
    assert_eq!(run.status, 0, "{run:?}");
    playground
}

fn hostile() -> Playground {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/catalogue/hostile.json");
    catalogue(&std::fs::read_to_string(path).unwrap())
}

/// Every page of a catalogue.
fn pages(playground: &Playground) -> Vec<String> {
    playground.names().into_iter().filter(|name| name.ends_with(".html")).collect()
}

#[test]
fn an_event_is_found_and_opened_by_keys_alone() {
    let Some(mut browser) = Browser::start() else { return };
    let playground = catalogue(PLAN);
    browser.resize(1280, 900, "light");
    browser.open(&playground.path("catalogue/index.html"));
    browser.press("/");
    assert_eq!(browser.evaluate("document.activeElement.id"), "search");
    browser.until("window.ampliSearch");
    browser.write("e");
    let titles = "[...document.querySelectorAll('#results .result-title')].map((title) => title.textContent)";
    assert_eq!(browser.evaluate(titles), serde_json::json!(["Bed Watered", "Seed Sown", "Gate Opened"]));
    let selected = "document.querySelector('#results [aria-selected=true] .result-title').textContent";
    assert_eq!(browser.evaluate(selected), "Bed Watered");
    browser.press("ArrowDown");
    assert_eq!(browser.evaluate(selected), "Seed Sown");
    browser.press("ArrowUp");
    browser.press("ArrowUp");
    assert_eq!(browser.evaluate(selected), "Gate Opened");
    assert_eq!(
        browser.evaluate("document.getElementById('search').getAttribute('aria-activedescendant')"),
        browser.evaluate("document.querySelector('#results [aria-selected=true]').id")
    );
    browser.press("Escape");
    assert_eq!(browser.evaluate("document.getElementById('results').hidden"), true);
    browser.write("xyz");
    let nothing = "document.querySelector('#results .more').textContent";
    assert_eq!(browser.evaluate(nothing), "Nothing has all these words.");
    browser.evaluate("document.getElementById('search').select()");
    // A property leads to its event.
    browser.write("litre");
    assert_eq!(browser.evaluate(selected), "Bed Watered");
    assert_eq!(browser.evaluate("document.querySelector('#results mark').textContent"), "litre");
    assert_eq!(browser.evaluate("document.getElementById('found').textContent"), "1 result");
    browser.press("Enter");
    browser.loaded();
    assert_eq!(browser.evaluate("document.querySelector('h1').textContent"), "Bed Watered");
    // Within the folder of events the search leads to its neighbours.
    browser.press("/");
    browser.until("window.ampliSearch");
    browser.write("seed");
    browser.press("Enter");
    browser.loaded();
    assert_eq!(browser.evaluate("document.querySelector('h1').textContent"), "Seed Sown");
    assert_eq!((browser.complaints(), browser.requests()), (Vec::new(), Vec::new()));
}

#[test]
fn the_call_is_copied() {
    let Some(mut browser) = Browser::start() else { return };
    let playground = catalogue(PLAN);
    let permissions = serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.open(&playground.path("catalogue/events/seed_sown.html"));
    browser.call("Browser.grantPermissions", permissions);
    browser.call("Page.bringToFront", serde_json::json!({}));
    browser.evaluate("document.querySelector('.copy').click()");
    browser.until("document.querySelector('.copy').textContent === 'Copied'");
    assert_eq!(
        browser.evaluate("navigator.clipboard.readText()"),
        "itly::seed_sown(\n    \"user-id\",\n    \
         itly::SeedSown::new(1).with_variety(itly::SeedSownVariety::Heirloom),\n)?;\n"
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn colours_follow_the_system_until_somebody_chooses() {
    let Some(mut browser) = Browser::start() else { return };
    let playground = catalogue(PLAN);
    let is_dark = "getComputedStyle(document.documentElement).backgroundColor === 'rgb(20, 23, 26)'";
    for (scheme, expected) in [("light", false), ("dark", true)] {
        browser.resize(1280, 900, scheme);
        browser.open(&playground.path("catalogue/index.html"));
        assert_eq!(browser.evaluate(is_dark), expected);
    }
    browser.evaluate("document.getElementById('theme').click()");
    assert_eq!(browser.evaluate(is_dark), false);
    // The choice is kept from page to page.
    browser.open(&playground.path("catalogue/events/seed_sown.html"));
    assert_eq!(browser.evaluate(is_dark), false);
    assert_eq!(browser.evaluate("document.getElementById('theme').textContent"), "Dark");
    browser.evaluate("document.getElementById('theme').click()");
    assert_eq!(browser.evaluate(is_dark), true);
    // Paper is light, and has nothing to press.
    browser.call("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
    assert_eq!(browser.evaluate(is_dark), false);
    assert_eq!(browser.evaluate("document.querySelector('.bar, .copy').checkVisibility()"), false);
    assert_eq!(browser.complaints(), [""; 0]);
}

/// Luminance and contrast as WCAG 2 defines them, of every text against what it stands on.
const LOW_CONTRAST: &str = r#"(() => {
  const parse = (colour) => { const c = colour.match(/[\d.]+/g).map(Number); return c.length < 4 ? [...c, 1] : c; };
  const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const ground = (element) => { for (; element; element = element.parentElement) { const c = parse(getComputedStyle(element).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255]; };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!says || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) low.push(`${contrast.toFixed(2)} ${element.className || element.tagName} ${element.textContent.slice(0, 30)}`);
  }
  return low;
})()"#;

#[test]
fn everything_can_be_read_and_is_named() {
    let Some(mut browser) = Browser::start() else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans/complete/own.json");
    let playground = catalogue(&std::fs::read_to_string(path).unwrap());
    for scheme in ["light", "dark"] {
        browser.resize(1280, 900, scheme);
        for page in pages(&playground) {
            browser.open(&playground.path(&page));
            assert_eq!(browser.evaluate(LOW_CONTRAST), Value::Array(Vec::new()), "{page} in {scheme}");
            let unnamed = "[...document.querySelectorAll('input, button, nav, aside')].filter((one) => \
                           !one.getAttribute('aria-label') && !one.textContent.trim()).length";
            assert_eq!(browser.evaluate(unnamed), 0, "{page}");
            assert_eq!(browser.evaluate("document.querySelectorAll('main').length"), 1, "{page}");
            assert_eq!(browser.evaluate("document.querySelectorAll('h1').length"), 1, "{page}");
            let twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); \
                         return ids.length - new Set(ids).size; })()";
            assert_eq!(browser.evaluate(twice), 0, "{page}");
            // Every link leads to a page, and to a place in it if it names one.
            let links =
                browser.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)");
            for link in links.as_array().unwrap().iter().filter_map(Value::as_str) {
                let Some(file) = link.strip_prefix("file://") else { continue };
                let (file, anchor) = file.split_once('#').unwrap_or((file, ""));
                let text = std::fs::read_to_string(file).unwrap_or_else(|_| panic!("{page} leads to {link}"));
                assert!(anchor.is_empty() || text.contains(&format!("id=\"{anchor}\"")), "{page}: {link}");
            }
        }
    }
}

#[test]
fn hostile_texts_are_nothing_but_text() {
    let Some(mut browser) = Browser::start() else { return };
    let playground = hostile();
    for (width, height) in [(1280, 900), (390, 844)] {
        browser.resize(width, height, "light");
        for page in pages(&playground) {
            browser.open(&playground.path(&page));
            assert_eq!(browser.evaluate("typeof window.__pwned"), "undefined", "{page}");
            let wide = browser.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
            assert!(wide <= u64::from(width), "{page} is {wide} wide");
            // What the templates have, and no more.
            let foreign = "document.querySelectorAll('img, svg, i, b, iframe, object, [onclick], [onload], [onerror], \
                           [onmouseover], script:not([src]), a[href^=javascript]').length";
            assert_eq!(browser.evaluate(foreign), 0, "{page}");
            assert_eq!(browser.evaluate("document.querySelectorAll('script').length"), 1, "{page}");
            assert_eq!((browser.complaints(), browser.requests()), (Vec::new(), Vec::new()), "{page}");
        }
        browser.open(&playground.path("catalogue/index.html"));
        browser.press("/");
        browser.until("window.ampliSearch");
        browser.write("pwned <script");
        browser.until("!document.getElementById('results').hidden");
        assert_eq!(browser.evaluate("document.querySelector('.result-title').textContent"), TITLE);
        assert_eq!(browser.evaluate("typeof window.__pwned"), "undefined");
        let wide = browser.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "the results are {wide} wide");
        assert_eq!((browser.complaints(), browser.requests()), (Vec::new(), Vec::new()));
    }
}

const TITLE: &str = "</title><script>window.__pwned=1</script>";

#[test]
fn pages_say_everything_without_scripts() {
    let Some(mut browser) = Browser::start() else { return };
    let playground = catalogue(PLAN);
    browser.call("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }));
    browser.open(&playground.path("catalogue/index.html"));
    browser.call("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": false }));
    // What needs scripts is not shown.
    assert_eq!(browser.evaluate("document.querySelector('.search').checkVisibility()"), false);
    assert_eq!(browser.evaluate("document.getElementById('theme').checkVisibility()"), false);
    let titles = "[...document.querySelectorAll('.entries a')].map((link) => link.textContent)";
    assert_eq!(browser.evaluate(titles), serde_json::json!(["Bed Watered", "Seed Sown", "Gate Opened"]));
}

#[test]
fn thousands_of_events_are_searched_at_once() {
    let Some(mut browser) = Browser::start() else { return };
    let events: Vec<Value> = (0..5000)
        .map(|number| {
            serde_json::json!({ "name": format!("Bed {number} Watered"), "description": "A bed was watered.",
                "schema": { "type": "object", "properties": { format!("litres_{number}"): { "type": "number" } } } })
        })
        .collect();
    let plan = serde_json::json!({ "ampliPlan": 1, "name": "Large", "events": events });
    let playground = catalogue(&plan.to_string());
    browser.open(&playground.path("catalogue/index.html"));
    browser.press("/");
    browser.until("window.ampliSearch");
    browser.write("bed");
    assert_eq!(browser.evaluate("document.querySelectorAll('#results [role=option]').length"), 40);
    assert_eq!(browser.evaluate("document.getElementById('found').textContent"), "5000 results");
    browser.write(" 4711");
    let selected = "document.querySelector('#results [aria-selected=true] .result-title').textContent";
    assert_eq!(browser.evaluate(selected), "Bed 4711 Watered");
}
