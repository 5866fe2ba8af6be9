//! Packs files into an archive. The build script compiles this file, too, so it uses nothing else of the library.

/// The files as an archive: the same for the same files in the same order. Each has its path below the root, with `/`
/// between the parts. Files that are alike take less when they are near each other.
///
/// # Panics
/// Never: text always becomes JSON.
#[must_use]
pub fn pack(files: &[(String, String)]) -> Vec<u8> {
    let text = serde_json::to_vec(files).expect("text becomes JSON");
    miniz_oxide::deflate::compress_to_vec_zlib(&text, SMALLEST)
}

/// The level of compression that makes archives smallest.
const SMALLEST: u8 = 10;
