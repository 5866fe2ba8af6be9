//! `sockshape schema`.

use super::{AGREES, Done, Printed};
use crate::case;

pub(super) fn schema() -> Done {
    Ok(Printed { text: format!("{:#}\n", case::schema()), code: AGREES })
}
