//! `sockshape schema`.

use super::{AGREES, Done};
use crate::case;

pub(super) fn schema() -> Done {
    println!("{:#}", case::schema());
    Ok(AGREES)
}
