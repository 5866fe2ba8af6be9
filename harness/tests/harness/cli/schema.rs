//! `sockshape schema`.

use crate::support::project::Project;

#[test]
fn schema_needs_no_project() {
    let ran = Project::empty().sockshape(&["schema"]);
    ran.exits_with(0);
    let schema: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert!(schema["definitions"]["operation"].is_object());
}
