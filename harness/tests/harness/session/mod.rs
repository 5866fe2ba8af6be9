//! Many trials on one executor.

mod undisturbed;
