//! The matrix as one page that needs nothing else: no network, no framework. Its template, style and script lie beside this file.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::{Environment, UndefinedBehavior, Value, context, value::Serde};
use sha2::{Digest as _, Sha256};

use crate::compat::Overview;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The page. What it may run and how it may look is fixed by digests in its Content-Security-Policy, so nothing in a case or a recording can add to it.
///
/// # Panics
/// Never: the template and all that is put into it are parts of this program, and the tests fill it in.
#[must_use]
pub fn report_html(overview: &Overview) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("page.html", PAGE).expect("a template without a mistake");
    let page = environment.get_template("page.html").expect("the template that was added");
    page.render(context! {
        report => Value::from(Serde(overview)),
        style => STYLE,
        script => SCRIPT,
        style_hash => source_hash(STYLE),
        script_hash => source_hash(SCRIPT),
    })
    .expect("a template that fits the overview")
}

/// How a Content-Security-Policy names an inline style or script by its text (Content Security Policy Level 3, section 2.3.1, hash-source).
fn source_hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
