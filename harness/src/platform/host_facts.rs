//! What is true of one host, or of one process on it, and must not stand in a record.

/// What is true of one host, or of one process on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFacts {
    /// The id of the process whose sockets they are.
    pub process: u32,
    /// The path of the folder for temporary files.
    pub temporary: String,
    /// The indices of its interfaces, but for the loopback interface.
    pub interfaces: Vec<u32>,
    /// Words, each with what it is.
    pub words: Vec<(&'static str, String)>,
}

impl HostFacts {
    /// What a text holds of these facts, if anything.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Option<&'static str> {
        if has_word(text, &self.temporary) {
            return Some("the path of the temporary folder");
        }
        self.words.iter().find(|(_, word)| has_word(text, word)).map(|(what, _)| *what)
    }

    /// What a path holds of them. It may be cut off before it says where it leads.
    #[must_use]
    pub fn in_path(&self, path: &str) -> Option<&'static str> {
        let is_cut = path.len() > 1 && self.temporary.starts_with(path);
        if is_cut { Some("the beginning of the path of the temporary folder") } else { self.in_text(path) }
    }

    /// What bytes hold of them: the id of the process as a number of 32 bits, or a text.
    #[must_use]
    pub fn in_bytes(&self, bytes: &[u8]) -> Option<&'static str> {
        let is_process = |word: &[u8]| word == self.process.to_ne_bytes();
        if bytes.chunks_exact(size_of::<u32>()).any(is_process) {
            return Some("the id of this process");
        }
        self.in_text(&String::from_utf8_lossy(bytes))
    }
}

/// Whether a text has this word, with nothing right before or behind it that words are made of.
fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(start, _)| {
            let before = text[..start].chars().next_back();
            let behind = text[start + word.len()..].chars().next();
            ![before, behind].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn facts() -> HostFacts {
        let words = [("the name of this host", "vm"), ("the name of an interface", "eth0")];
        HostFacts {
            process: 0x0102_0304,
            temporary: "/tmp".to_owned(),
            interfaces: Vec::new(),
            words: words.map(|(what, word)| (what, word.to_owned())).to_vec(),
        }
    }

    #[rstest]
    #[case("vm", Some("the name of this host"))]
    #[case("at vm.example", Some("the name of this host"))]
    #[case("fe80::1%eth0", Some("the name of an interface"))]
    #[case("/tmp/sockshape-x", Some("the path of the temporary folder"))]
    #[case("vmx, xvm, eth01, sockaddr_vm", None)]
    #[case("", None)]
    fn word_counts_as_a_whole(#[case] text: &str, #[case] fact: Option<&str>) {
        assert_eq!(facts().in_text(text), fact);
    }

    #[rstest]
    #[case("/tm", Some("the beginning of the path of the temporary folder"))]
    #[case("/tmp", Some("the beginning of the path of the temporary folder"))]
    #[case("/tmp/x", Some("the path of the temporary folder"))]
    #[case("/", None)]
    #[case("", None)]
    #[case("/run/x", None)]
    fn path_may_be_cut_off(#[case] path: &str, #[case] fact: Option<&str>) {
        assert_eq!(facts().in_path(path), fact);
    }

    #[test]
    fn id_of_the_process_is_found_among_bytes() {
        let id = 0x0102_0304_u32.to_ne_bytes();
        let aligned = [&[0; 4][..], &id, &[0]].concat();
        assert_eq!(facts().in_bytes(&aligned), Some("the id of this process"));
        assert_eq!(facts().in_bytes(&[&[0; 2][..], &id].concat()), None);
        assert_eq!(facts().in_bytes(b"\0vm\0"), Some("the name of this host"));
    }
}
