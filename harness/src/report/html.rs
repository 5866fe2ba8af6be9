//! The compatibility table as one page that needs nothing else: no network, no framework. Template, style and script
//! lie beside this file.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::{Environment, UndefinedBehavior, Value, context, value::Serde};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::compat::Overview;
use crate::terminal::plain;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = concat!(include_str!("html/query.js"), include_str!("html/page.js"));

/// The page. Its Content-Security-Policy lists the digests of its script and style, so nothing in a case or a recording
/// can add others.
///
/// # Panics
/// Never. The template and the type of the data are parts of this program, and tests render them.
#[must_use]
pub fn report_html(overview: &Overview) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("page.html", PAGE).expect("a template without a mistake");
    let page = environment.get_template("page.html").expect("the template that was added");
    page.render(context! {
        report => Value::from(Serde(seen(serde_json::json!(overview)))),
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
