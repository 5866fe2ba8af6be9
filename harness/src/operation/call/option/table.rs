//! The table of socket options: what each is called, what kind of value it has, whether it can be read and set, and what it
//! is for.
//!
//! Those under `everywhere` are on every known platform. Each of the others is missing from the headers of some platform, or
//! socket2 has no call for it there, so a case that uses one needs it by its name. `executor/native/option/calls.rs` has the
//! calls that get and set them, and the systems that have those. (IPV6_HDRINCL cannot be read: on Linux socket2 0.6.5 sets
//! that one and reads another, IP_HDRINCL's number at the level of IPv6.)

/// Calls the macro `$with` with all options:
/// `everywhere { Variant = "NAME": Kind [get set] "what for"; … } somewhere { … }`.
macro_rules! options {
    ($with:ident) => { $with! {
        everywhere {
            ReuseAddr = "SO_REUSEADDR": Flag [get set] "Lets an address be bound that is in use: socket(7).";
            Broadcast = "SO_BROADCAST": Flag [get set] "Lets datagrams be sent to broadcast addresses: socket(7).";
            Keepalive = "SO_KEEPALIVE": Flag [get set] "Asks idle peers whether they are still there: socket(7).";
            Oobinline = "SO_OOBINLINE": Flag [get set] "Leaves urgent data among the rest: socket(7).";
            Linger = "SO_LINGER": Seconds [get set] "How long close waits for unsent data: socket(7).";
            Rcvbuf = "SO_RCVBUF": Number [get set] "Bytes of the receive buffer: socket(7).";
            Sndbuf = "SO_SNDBUF": Number [get set] "Bytes of the send buffer: socket(7).";
            Rcvtimeo = "SO_RCVTIMEO": Time [get set] "How long a call waits to receive: socket(7).";
            Sndtimeo = "SO_SNDTIMEO": Time [get set] "How long a call waits to send: socket(7).";
            Type = "SO_TYPE": Word [get] "The type of the socket: socket(7).";
            Ttl = "IP_TTL": Number [get set] "The time to live of packets: ip(7).";
            Hdrincl = "IP_HDRINCL": Flag [get set] "The caller writes the IP header: ip(7), raw(7).";
            MulticastIf = "IP_MULTICAST_IF": Ip [get set] "The interface that multicasts leave by: ip(7).";
            MulticastLoop = "IP_MULTICAST_LOOP": Flag [get set] "Multicasts come back to this host: ip(7).";
            MulticastTtl = "IP_MULTICAST_TTL": Number [get set] "The time to live of multicasts: ip(7).";
            AddMembership = "IP_ADD_MEMBERSHIP": Group [set] "Joins a group: ip(7).";
            DropMembership = "IP_DROP_MEMBERSHIP": Group [set] "Leaves a group: ip(7).";
            V6only = "IPV6_V6ONLY": Flag [get set] "Keeps an AF_INET6 socket from IPv4: ipv6(7).";
            UnicastHops = "IPV6_UNICAST_HOPS": Number [get set] "The hop limit of packets: ipv6(7).";
            MulticastHops = "IPV6_MULTICAST_HOPS": Number [get set] "The hop limit of multicasts: ipv6(7).";
            MulticastIf6 = "IPV6_MULTICAST_IF": Interface [get set] "The interface that multicasts leave by: ipv6(7).";
            MulticastLoop6 = "IPV6_MULTICAST_LOOP": Flag [get set] "Multicasts come back to this host: ipv6(7).";
            JoinGroup = "IPV6_JOIN_GROUP": Group [set] "Joins a group: ipv6(7).";
            LeaveGroup = "IPV6_LEAVE_GROUP": Group [set] "Leaves a group: ipv6(7).";
            Recvpktinfo = "IPV6_RECVPKTINFO": Flag [get set]
                "recvmsg tells where a datagram was sent to (IPV6_PKTINFO on Windows): ipv6(7), RFC 3542.";
            Nodelay = "TCP_NODELAY": Flag [get set] "Sends small segments at once: tcp(7).";
        }
        somewhere {
            Tos = "IP_TOS": Number [get set] "The type of service of packets: ip(7).";
            ReusePort = "SO_REUSEPORT": Flag [get set] "Lets several sockets have one address and port: socket(7).";
            Maxseg = "TCP_MAXSEG": Number [get set] "The largest segment, in bytes: tcp(7).";
            Tclass = "IPV6_TCLASS": Number [get set] "The traffic class of packets: RFC 3542, section 6.5.";
            Keepidle = "TCP_KEEPIDLE": Seconds [get set]
                "Idle time before the peer is asked (TCP_KEEPALIVE on macOS): tcp(7).";
            Keepintvl = "TCP_KEEPINTVL": Seconds [get set] "Time between two questions: tcp(7).";
            Keepcnt = "TCP_KEEPCNT": Number [get set] "How many questions may go unanswered: tcp(7).";
            Recvtos = "IP_RECVTOS": Flag [get set] "recvmsg tells the type of service: ip(7).";
            Recvtclass = "IPV6_RECVTCLASS": Flag [get set] "recvmsg tells the traffic class: RFC 3542, section 6.5.";
            Pktinfo = "IP_PKTINFO": Flag [get set] "recvmsg tells where a datagram was sent to: ip(7).";
            Recvhoplimit = "IPV6_RECVHOPLIMIT": Flag [get set] "recvmsg tells the hop limit: ipv6(7).";
            AddSourceMembership = "IP_ADD_SOURCE_MEMBERSHIP": Source [set] "Joins a group for one sender: ip(7).";
            DropSourceMembership = "IP_DROP_SOURCE_MEMBERSHIP": Source [set] "Leaves a group for one sender: ip(7).";
            Hdrincl6 = "IPV6_HDRINCL": Flag [set] "The caller writes the IPv6 header: ip(7), raw(7).";
            Protocol = "SO_PROTOCOL": Word [get] "The protocol of the socket: socket(7); SO_PROTOCOL_INFO on Windows.";
            Acceptconn = "SO_ACCEPTCONN": Flag [get] "Whether it listens: socket(7).";
            Congestion = "TCP_CONGESTION": Text [get set] "The congestion control: tcp(7).";
            OriginalDst = "SO_ORIGINAL_DST": Word [get] "Where a redirected connection wanted to go: netfilter_ipv4.h.";
            OriginalDst6 = "IP6T_SO_ORIGINAL_DST": Word [get]
                "Where a redirected connection wanted to go: netfilter_ipv6/ip6_tables.h.";
            Domain = "SO_DOMAIN": Word [get] "The family of the socket: socket(7).";
            Priority = "SO_PRIORITY": Number [get set] "The queueing class of packets: socket(7).";
            Mark = "SO_MARK": Number [get set] "The mark of packets: socket(7).";
            Bindtodevice = "SO_BINDTODEVICE": Interface [get set] "The only interface it may use: socket(7).";
            Bindtoifindex = "SO_BINDTOIFINDEX": Interface [get set]
                "The only interface it may use, by its index: asm-generic/socket.h.";
            AttachFilter = "SO_ATTACH_FILTER": Number [set]
                "Keeps so many bytes of each packet, by a filter of one instruction: socket(7).";
            DetachFilter = "SO_DETACH_FILTER": Flag [set] "Takes the filter away: socket(7).";
            Transparent = "IP_TRANSPARENT": Flag [get set] "Uses addresses of other hosts as its own: ip(7).";
            Transparent6 = "IPV6_TRANSPARENT": Flag [get set] "Uses addresses of other hosts as its own: linux/in6.h.";
            Freebind = "IP_FREEBIND": Flag [get set] "Lets addresses be bound that are not there yet: ip(7).";
            Freebind6 = "IPV6_FREEBIND": Flag [get set] "Lets addresses be bound that are not there yet: linux/in6.h.";
            Cork = "TCP_CORK": Flag [get set] "Holds back segments that are not full: tcp(7).";
            Quickack = "TCP_QUICKACK": Flag [get set] "Acknowledges at once: tcp(7).";
            ThinLinearTimeouts = "TCP_THIN_LINEAR_TIMEOUTS": Flag [get set]
                "No exponential back-off for thin streams: linux/tcp.h.";
            NotsentLowat = "TCP_NOTSENT_LOWAT": Number [get set]
                "Unsent bytes up to which it is writable: linux/tcp.h.";
            UserTimeout = "TCP_USER_TIMEOUT": Time [get set] "How long data may go unacknowledged: tcp(7), RFC 5482.";
            Passcred = "SO_PASSCRED": Flag [get set] "recvmsg tells the credentials of the sender: unix(7).";
            Cookie = "SO_COOKIE": Word [get] "The number by which the kernel knows the socket: linux/sock_diag.h.";
            IncomingCpu = "SO_INCOMING_CPU": Number [get set] "The processor it works on: socket(7).";
            BusyPoll = "SO_BUSY_POLL": Number [get set] "Microseconds of polling the device: socket(7).";
            MulticastAll = "IP_MULTICAST_ALL": Flag [get set]
                "Takes messages of every group this host has joined: ip(7).";
            MulticastAll6 = "IPV6_MULTICAST_ALL": Flag [get set]
                "Takes messages of every group this host has joined: linux/in6.h.";
            DccpService = "DCCP_SOCKOPT_SERVICE": Number [get set] "The service code: RFC 4340, section 8.1.2.";
            DccpCcid = "DCCP_SOCKOPT_CCID": Number [set] "The congestion control: RFC 4340, section 10.";
            DccpAvailableCcids = "DCCP_SOCKOPT_AVAILABLE_CCIDS": Word [get]
                "The congestion controls there are: RFC 4340, section 10.";
            DccpTxCcid = "DCCP_SOCKOPT_TX_CCID": Number [get]
                "The congestion control for sending: RFC 4340, section 10.";
            DccpRxCcid = "DCCP_SOCKOPT_RX_CCID": Number [get]
                "The congestion control for receiving: RFC 4340, section 10.";
            DccpServerTimewait = "DCCP_SOCKOPT_SERVER_TIMEWAIT": Flag [get set]
                "The server keeps the state of the ended connection: RFC 4340, section 8.3.";
            DccpSendCscov = "DCCP_SOCKOPT_SEND_CSCOV": Number [get set]
                "How much of packets sent the checksum covers: RFC 4340, section 9.2.";
            DccpRecvCscov = "DCCP_SOCKOPT_RECV_CSCOV": Number [get set]
                "How much of packets received the checksum has to cover: RFC 4340, section 9.2.";
            DccpQpolicyTxqlen = "DCCP_SOCKOPT_QPOLICY_TXQLEN": Number [get set]
                "The most packets that wait to be sent: linux/dccp.h.";
            DccpGetCurMps = "DCCP_SOCKOPT_GET_CUR_MPS": Number [get] "The largest packet, in bytes: linux/dccp.h.";
            Nosigpipe = "SO_NOSIGPIPE": Flag [set] "Sending to nobody raises no signal: setsockopt(2) of macOS.";
            BoundIf = "IP_BOUND_IF": Interface [get set] "The only interface it may use: ip(4P) of illumos.";
            ReusePortLb = "SO_REUSEPORT_LB": Flag [get set]
                "Spreads what arrives over all sockets of one address: setsockopt(2) of FreeBSD.";
            Setfib = "SO_SETFIB": Number [set] "The routing table: setsockopt(2) of FreeBSD.";
            ExclusiveAddrUse = "SO_EXCLUSIVEADDRUSE": Flag [get set]
                "Keeps every other socket from the address and port: SOL_SOCKET Socket Options.";
            AckFrequency = "SIO_TCP_SET_ACK_FREQUENCY": Number [set]
                "How many segments an acknowledgement waits for: mstcpip.h.";
        }
    } };
}
pub(super) use options;
