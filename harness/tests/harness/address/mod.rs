//! Addresses: their shapes, their bytes, and how they are written down.

mod given;
mod matching;
mod shape;
