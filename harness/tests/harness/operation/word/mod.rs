//! Words: the text of each is read as it was written.

use rstest::rstest;
use sockshape::operation::Vocabulary;

#[rstest]
#[case::family(Vocabulary::Family, "AF_INET6")]
#[case::family_without_a_name(Vocabulary::Family, "99")]
#[case::type_of_socket(Vocabulary::SocketType, "SOCK_DCCP")]
#[case::protocol(Vocabulary::Protocol, "IPPROTO_SCTP")]
#[case::no_protocol(Vocabulary::Protocol, "0")]
#[case::constant(Vocabulary::ConstantName, "SO_REUSEADDR")]
#[case::errno(Vocabulary::ConstantName, "EINVAL")]
#[case::events(Vocabulary::Events, "POLLIN|POLLOUT|POLLERR|POLLHUP")]
#[case::no_events(Vocabulary::Events, "none")]
#[case::flags(Vocabulary::MessageFlags, "MSG_TRUNC|MSG_CTRUNC|536870912")]
#[case::no_flags(Vocabulary::MessageFlags, "none")]
#[case::control_message(Vocabulary::Ancillary, "SCM_RIGHTS")]
#[case::control_message_without_a_name(Vocabulary::Ancillary, "0/0")]
#[case::way_to_send_a_file(Vocabulary::SendfileMethod, "send")]
#[case::kind_of_file(Vocabulary::PathKind, "socket")]
#[case::permissions(Vocabulary::Permissions, "r-x-w---x")]
#[case::pending(Vocabulary::PendingError, "pending ECONNRESET")]
#[case::pending_without_a_name(Vocabulary::PendingError, "pending error 524")]
#[case::nothing_pending(Vocabulary::PendingError, "none")]
#[case::credentials(Vocabulary::Credentials, "own_process|own_user")]
#[case::nobody(Vocabulary::Credentials, "no_process|no_user|no_group")]
#[case::time(Vocabulary::Timeout, "1001 us")]
#[case::no_time(Vocabulary::Timeout, "0 ms")]
#[case::no_limit(Vocabulary::Timeout, "none")]
#[case::address(Vocabulary::Ip, "::ffff:127.0.0.1")]
#[case::free(Vocabulary::Free, "reno")]
fn recorded_word_reads_back(#[case] vocabulary: Vocabulary, #[case] text: &str) {
    let word = vocabulary.recorded(text).map(|word| word.to_string());
    assert_eq!(word.as_deref(), Some(text));
}

#[rstest]
fn every_name_is_a_word(
    #[values(
        Vocabulary::Family,
        Vocabulary::SocketType,
        Vocabulary::Protocol,
        Vocabulary::ConstantName,
        Vocabulary::Events,
        Vocabulary::MessageFlags,
        Vocabulary::Ancillary,
        Vocabulary::SendfileMethod,
        Vocabulary::PathKind,
        Vocabulary::Credentials,
        Vocabulary::Timeout
    )]
    vocabulary: Vocabulary,
) {
    for (name, _) in vocabulary.words() {
        let word = vocabulary.read(name).map(|word| word.to_string());
        assert_eq!(word.as_deref(), Ok(name));
    }
}
