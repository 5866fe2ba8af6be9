//! Names and texts of C.

/// Bytes as a text of C, in quotes.
pub(super) fn text(bytes: &[u8]) -> String {
    let escaped: String = bytes
        .iter()
        .map(|byte| match byte {
            b'\n' => "\\n".to_owned(),
            b'"' | b'\\' => format!("\\{}", char::from(*byte)),
            // A question mark may begin a trigraph.
            b' '..=b'~' if *byte != b'?' => char::from(*byte).to_string(),
            // Three digits end an octal number, whatever follows.
            byte => format!("\\{byte:03o}"),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// What a name of a case would mean in C.
const TAKEN: &[&str] = &[
    "accept",
    "address",
    "any",
    "auto",
    "bind",
    "break",
    "buffer",
    "bytes",
    "case",
    "char",
    "close",
    "connect",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "dup",
    "else",
    "enum",
    "errno",
    "exit",
    "extern",
    "fill",
    "float",
    "for",
    "goto",
    "if",
    "inline",
    "int",
    "length",
    "link",
    "linux",
    "listen",
    "long",
    "main",
    "mkdir",
    "name",
    "open",
    "pipe",
    "poll",
    "printf",
    "read",
    "received",
    "recv",
    "register",
    "remove",
    "rename",
    "restrict",
    "result",
    "return",
    "say",
    "scratch",
    "select",
    "send",
    "short",
    "shutdown",
    "signal",
    "signed",
    "sizeof",
    "socket",
    "socketpair",
    "stat",
    "static",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "symlink",
    "time",
    "type",
    "typedef",
    "union",
    "unix",
    "unlink",
    "unsigned",
    "value",
    "void",
    "volatile",
    "wait",
    "while",
    "write",
];

/// A name of a case as that of a variable.
pub(super) fn identifier(name: &str) -> String {
    if TAKEN.contains(&name) { format!("{name}_") } else { name.to_owned() }
}
