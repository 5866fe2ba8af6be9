//! The functions of C that programs share. A program has those that it needs.

use std::collections::BTreeSet;

/// Declares the functions, in an order in which each comes behind those that it needs.
macro_rules! helpers {
    ($($name:ident = $file:literal needs [$($need:ident)*] includes [$($include:literal)*];)+) => {
        /// A function of C, or a few that belong together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Helper { $($name,)+ }

        impl Helper {
            /// What it is called in C.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$name => $file,)+ }
            }

            /// Its text.
            pub(super) fn text(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("c/", $file, ".c")),)+ }
            }

            fn needs(self) -> &'static [Self] {
                match self { $(Self::$name => &[$(Self::$need),*],)+ }
            }

            /// The headers that it needs.
            pub(super) fn includes(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($include),*],)+ }
            }
        }
    };
}

helpers! {
    GiveUp = "give_up" needs [] includes ["stdio.h" "stdlib.h"];
    ErrorName = "error_name" needs [] includes ["errno.h" "stdio.h"];
    FamilyName = "family_name" needs [] includes ["stdio.h" "sys/socket.h"];
    TypeName = "type_name" needs [] includes ["stdio.h" "sys/socket.h"];
    ProtocolName = "protocol_name" needs [] includes ["netinet/in.h" "stdio.h"];
    Say = "say" needs [ErrorName] includes ["errno.h" "stdio.h"];
    SayNumber = "say_number" needs [Say] includes [];
    SayWord = "say_word" needs [Say] includes [];
    PrintBytes = "print_bytes" needs [] includes ["ctype.h" "stdio.h"];
    PrintData = "print_data" needs [PrintBytes] includes ["string.h"];
    SayData = "say_data" needs [Say PrintData] includes ["sys/types.h"];
    PrintAddress = "print_address" needs [FamilyName] includes ["arpa/inet.h" "stddef.h" "sys/socket.h"];
    SayAddress = "say_address" needs [Say PrintAddress] includes [];
    SayAddressInRoom = "say_address_in_room" needs [Say PrintAddress] includes [];
    SayReceived = "say_received" needs [Say PrintData PrintAddress] includes ["sys/types.h"];
    SayBuffer = "say_buffer" needs [Say PrintData] includes ["sys/types.h"];
    SayBufferFrom = "say_buffer_from" needs [Say PrintData PrintAddress] includes ["sys/types.h"];
    SayEvents = "say_events" needs [Say] includes ["poll.h"];
    SaySeveral = "say_several" needs [SayEvents] includes [];
    FlagText = "flag_text" needs [] includes ["stdio.h"];
    NumberText = "number_text" needs [] includes ["stdio.h"];
    LingerText = "linger_text" needs [] includes ["stdio.h" "sys/socket.h"];
    TimeText = "time_text" needs [] includes ["stdio.h" "sys/time.h"];
    MillisText = "millis_text" needs [] includes ["stdio.h"];
    IpText = "ip_text" needs [] includes ["arpa/inet.h"];
    InterfaceText = "interface_text" needs [] includes ["net/if.h" "stdio.h"];
    DeviceText = "device_text" needs [] includes ["string.h"];
    SayInterface = "say_interface" needs [ErrorName InterfaceText] includes [];
    SayName = "say_name" needs [Say] includes [];
    CookieText = "cookie_text" needs [] includes ["stdint.h" "stdio.h"];
    WordText = "word_text" needs [] includes [];
    CredentialsText = "credentials_text" needs [] includes ["stdio.h" "string.h" "sys/socket.h" "unistd.h"];
    PendingText = "pending_text" needs [ErrorName] includes ["stdio.h"];
    SayValue = "say_value" needs [Say PrintData] includes ["sys/socket.h"];
    KindOfFile = "kind_of_file" needs [] includes ["sys/stat.h"];
    PermissionsOfFile = "permissions_of_file" needs [] includes ["sys/stat.h"];
    Ipv4 = "ipv4" needs [] includes ["arpa/inet.h" "netinet/in.h"];
    Ipv6 = "ipv6" needs [] includes ["arpa/inet.h" "netinet/in.h"];
    NeedName = "need_name" needs [GiveUp] includes ["sys/socket.h"];
    PortOf = "port_of" needs [GiveUp] includes ["arpa/inet.h" "netinet/in.h"];
    Scratch = "scratch" needs [] includes ["stdio.h" "stdlib.h"];
    UnixPath = "unix_path" needs [Scratch] includes ["stddef.h" "string.h" "sys/un.h"];
    UnixAbstract = "unix_abstract" needs [Scratch] includes ["stddef.h" "string.h" "sys/un.h"];
    RawAddress = "raw_address" needs [] includes ["string.h" "sys/socket.h"];
    CreateConnection = "create_connection" needs [] includes ["errno.h" "sys/socket.h" "unistd.h"];
    CreateConnectionFrom = "create_connection_from" needs [] includes ["errno.h" "sys/socket.h" "unistd.h"];
    CreateConnectionTo = "create_connection_to" needs [CreateConnectionFrom] includes ["netdb.h" "stdio.h"];
    ResolverError = "resolver_error" needs [ErrorName] includes ["errno.h" "netdb.h" "stdio.h"];
    PrintAnswerFlags = "print_answer_flags" needs [] includes ["netdb.h" "stdio.h"];
    SayAnswers = "say_answers"
        needs [ResolverError PrintAnswerFlags FamilyName TypeName ProtocolName PrintAddress] includes ["netdb.h"];
    SayNames = "say_names" needs [ResolverError] includes ["string.h"];
    SayService = "say_service" needs [] includes ["arpa/inet.h" "netdb.h" "stdio.h"];
    RaiseLoopback = "raise_loopback" needs [GiveUp] includes ["net/if.h" "sys/ioctl.h" "sys/socket.h" "unistd.h"];
    UseHosts = "use_hosts" needs [RaiseLoopback Scratch] includes ["sched.h" "sys/mount.h"];
    LoopbackIndex = "loopback_index" needs [GiveUp] includes ["net/if.h"];
    StayHere = "stay_here" needs [LoopbackIndex]
        includes ["arpa/inet.h" "netinet/in.h" "string.h" "sys/socket.h"];
    AddControl = "add_control" needs [] includes ["string.h" "sys/socket.h"];
    PrintFlags = "print_flags" needs [] includes ["stdio.h" "sys/socket.h"];
    PrintControl = "print_control" needs [ErrorName PrintData PrintAddress]
        includes ["linux/errqueue.h" "arpa/inet.h" "net/if.h" "netinet/in.h" "sys/socket.h" "unistd.h"];
    SayMessage = "say_message" needs [Say PrintData PrintAddress PrintFlags PrintControl] includes [];
    SayMessagesSent = "say_messages_sent" needs [Say] includes ["sys/socket.h"];
    RoomForMessages = "room_for_messages" needs [] includes ["string.h" "sys/socket.h" "sys/uio.h"];
    SayMessages = "say_messages" needs [Say PrintData PrintAddress PrintFlags RoomForMessages] includes [];
    ReceivedSocket = "received_socket" needs [] includes ["sys/socket.h"];
    SizeOfFile = "size_of_file" needs [] includes ["sys/stat.h"];
    SendFile = "send_file" needs [] includes ["sys/sendfile.h"];
    SendPieces = "send_pieces" needs [] includes ["sys/socket.h" "unistd.h"];
    SaySent = "say_sent" needs [Say] includes [];
    Inherited = "inherited" needs [] includes ["stdio.h" "sys/wait.h" "unistd.h"];
    SayFlag = "say_flag" needs [Say] includes [];
    StartedCall = "started_call" needs [] includes ["errno.h" "pthread.h" "unistd.h"];
    Deadline = "deadline" needs [] includes ["signal.h" "sys/time.h"];
    Interrupt = "interrupt" needs [StartedCall Deadline] includes ["pthread.h" "signal.h" "time.h"];
    HoldPort = "hold_port" needs [] includes ["netinet/in.h" "sys/socket.h" "unistd.h"];
    Fill = "fill" needs [] includes ["stddef.h"];
    SayDescriptor = "say_descriptor" needs [] includes ["stdio.h"];
    SayInheritable = "say_inheritable" needs [Say] includes ["fcntl.h"];
    Sendall = "sendall" needs [] includes ["sys/socket.h" "sys/types.h"];
}

impl Helper {
    /// Adds it and what it needs.
    pub(super) fn add_to(self, all: &mut BTreeSet<Self>) {
        if all.insert(self) {
            self.needs().iter().for_each(|need| need.add_to(all));
        }
    }
}
