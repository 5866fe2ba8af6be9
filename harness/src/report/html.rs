//! The compatibility table as one page that needs nothing else: no network, no framework. Template, style and script
//! lie beside this file.

mod tables;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::{Environment, UndefinedBehavior, Value, context, value::Serde};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use self::tables::Tables;
use crate::compat::{Grid, KnownFaults, Overview};
use crate::terminal::plain;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = concat!(
    include_str!("html/element.js"),
    include_str!("html/query.js"),
    include_str!("html/overview.js"),
    include_str!("html/table.js"),
    include_str!("html/platform.js"),
    include_str!("html/copy.js"),
    include_str!("html/trial.js"),
    include_str!("html/cases.js"),
    include_str!("html/page.js"),
);

/// What the page is made of.
#[derive(Debug)]
pub struct Page {
    /// All trials on all platforms.
    pub overview: Overview,
    /// The tables of questions, each with the name that it has on the command line.
    pub tables: Vec<(&'static str, Grid)>,
    /// What each recorded platform is known to do wrong.
    pub known: Vec<KnownFaults>,
}

/// The page. Its Content-Security-Policy lists the digests of its script and style, so nothing in a case or a recording
/// can add others.
///
/// # Panics
/// Never. The template and the type of the data are parts of this program, and tests render them.
#[must_use]
pub fn report_html(page: &Page) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("page.html", PAGE).expect("a template without a mistake");
    let template = environment.get_template("page.html").expect("the template that was added");
    let data = |json| Value::from(Serde(seen(json)));
    let titles = page.tables.iter().map(|(name, grid)| [(*name).to_owned(), grid.title.clone()]);
    template
        .render(context! {
            report => data(json!(page.overview)),
            tables => data(json!(Tables::of(&page.tables))),
            titles => titles.collect::<Vec<_>>(),
            known => data(json!(page.known)),
            style => STYLE,
            script => SCRIPT,
            style_hash => source_hash(STYLE),
            script_hash => source_hash(SCRIPT),
        })
        .expect("a template that fits the overview")
}

/// The data with nothing in its texts that is not seen. Escapes in the data would be undone by the script.
fn seen(value: Json) -> Json {
    match value {
        Json::String(text) => plain(&text).into(),
        Json::Array(items) => items.into_iter().map(seen).collect(),
        Json::Object(entries) => entries.into_iter().map(|(key, value)| (key, seen(value))).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) => value,
    }
}

/// How a Content-Security-Policy names an inline style or script by its text (Content Security Policy Level 3,
/// section 2.3.1, hash-source).
fn source_hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
