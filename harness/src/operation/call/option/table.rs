//! The table of socket options: their names, the kinds of their values, whether they can be read and set, and what they
//! are for.
//!
//! The options under `everywhere` exist on every known platform. Each of the others is missing on some platform: its
//! headers do not define the option, or nobody has looked there yet. A case that uses one of them needs it by name.
//! `executor/native/option/calls.rs` has the numbers and C types of the options, and the systems that have them.

/// Calls the macro `$with` with all options:
/// `everywhere { Variant = "NAME": Kind [get set] "what it is for"; … } somewhere { … }`.
macro_rules! options {
    ($with:ident) => { $with! {
        everywhere {
            ReuseAddr = "SO_REUSEADDR": Flag [get set] "Allows binding an address that is in use: socket(7).";
            Broadcast = "SO_BROADCAST": Flag [get set] "Allows sending datagrams to broadcast addresses: socket(7).";
            Keepalive = "SO_KEEPALIVE": Flag [get set] "Checks whether an idle peer is still there: socket(7).";
            Oobinline = "SO_OOBINLINE": Flag [get set] "Leaves urgent data in the normal stream: socket(7).";
            Linger = "SO_LINGER": Seconds [get set] "How long close waits for unsent data: socket(7).";
            Rcvbuf = "SO_RCVBUF": Number [get set] "The size of the receive buffer, in bytes: socket(7).";
            Sndbuf = "SO_SNDBUF": Number [get set] "The size of the send buffer, in bytes: socket(7).";
            Rcvlowat = "SO_RCVLOWAT": Number [get set] "How many bytes make a socket readable: socket(7).";
            Sndlowat = "SO_SNDLOWAT": Number [get set] "How much room makes a socket writable: socket(7).";
            Rcvtimeo = "SO_RCVTIMEO": Time [get set] "How long a call waits to receive: socket(7).";
            Sndtimeo = "SO_SNDTIMEO": Time [get set] "How long a call waits to send: socket(7).";
            Type = "SO_TYPE": SocketType [get] "The type of the socket: socket(7).";
            Ttl = "IP_TTL": HeaderField [get set] "The time to live of packets: ip(7).";
            Hdrincl = "IP_HDRINCL": Flag [get set] "The caller writes the IP header: ip(7), raw(7).";
            MulticastIf = "IP_MULTICAST_IF": Ip [get set] "The interface that multicasts leave by: ip(7).";
            MulticastLoop = "IP_MULTICAST_LOOP": Flag [get set] "Returns multicasts to this host: ip(7).";
            MulticastTtl = "IP_MULTICAST_TTL": HeaderField [get set] "The time to live of multicasts: ip(7).";
            AddMembership = "IP_ADD_MEMBERSHIP": Group [set] "Joins a group: ip(7).";
            DropMembership = "IP_DROP_MEMBERSHIP": Group [set] "Leaves a group: ip(7).";
            V6only = "IPV6_V6ONLY": Flag [get set] "Restricts an AF_INET6 socket to IPv6: ipv6(7).";
            UnicastHops = "IPV6_UNICAST_HOPS": HeaderField [get set] "The hop limit of packets: ipv6(7).";
            MulticastHops = "IPV6_MULTICAST_HOPS": HeaderField [get set] "The hop limit of multicasts: ipv6(7).";
            MulticastIf6 = "IPV6_MULTICAST_IF": Interface [get set] "The interface that multicasts leave by: ipv6(7).";
            MulticastLoop6 = "IPV6_MULTICAST_LOOP": Flag [get set] "Returns multicasts to this host: ipv6(7).";
            JoinGroup = "IPV6_JOIN_GROUP": Group [set] "Joins a group: ipv6(7).";
            LeaveGroup = "IPV6_LEAVE_GROUP": Group [set] "Leaves a group: ipv6(7).";
            Recvpktinfo = "IPV6_RECVPKTINFO": Flag [get set]
                "recvmsg reports the destination of a datagram (IPV6_PKTINFO on Windows): ipv6(7), RFC 3542.";
            Nodelay = "TCP_NODELAY": Flag [get set] "Sends small segments without delay: tcp(7).";
        }
        somewhere {
            Tos = "IP_TOS": HeaderField [get set] "The type of service of packets: ip(7).";
            ReusePort = "SO_REUSEPORT": Flag [get set] "Lets several sockets share an address and port: socket(7).";
            Maxseg = "TCP_MAXSEG": Number [get set] "The largest segment, in bytes: tcp(7).";
            Tclass = "IPV6_TCLASS": HeaderField [get set] "The traffic class of packets: RFC 3542, section 6.5.";
            Keepidle = "TCP_KEEPIDLE": Number [get set]
                "How many seconds a connection is idle before the first probe (TCP_KEEPALIVE on macOS): tcp(7).";
            Keepintvl = "TCP_KEEPINTVL": Number [get set] "How many seconds pass between two probes: tcp(7).";
            Keepcnt = "TCP_KEEPCNT": Number [get set] "How many probes may go unanswered: tcp(7).";
            Recvtos = "IP_RECVTOS": Flag [get set] "recvmsg reports the type of service: ip(7).";
            Recvtclass = "IPV6_RECVTCLASS": Flag [get set] "recvmsg reports the traffic class: RFC 3542, section 6.5.";
            Recvttl = "IP_RECVTTL": Flag [get set] "recvmsg reports the time to live: ip(7).";
            Pktinfo = "IP_PKTINFO": Flag [get set] "recvmsg reports the destination of a datagram: ip(7).";
            Recvhoplimit = "IPV6_RECVHOPLIMIT": Flag [get set] "recvmsg reports the hop limit: ipv6(7).";
            AddSourceMembership = "IP_ADD_SOURCE_MEMBERSHIP": Source [set] "Joins a group for one sender: ip(7).";
            DropSourceMembership = "IP_DROP_SOURCE_MEMBERSHIP": Source [set] "Leaves a group for one sender: ip(7).";
            Hdrincl6 = "IPV6_HDRINCL": Flag [get set] "The caller writes the IPv6 header: ip(7), raw(7).";
            Protocol = "SO_PROTOCOL": Protocol [get]
                "The protocol of the socket (SO_PROTOCOL_INFO on Windows): socket(7).";
            Acceptconn = "SO_ACCEPTCONN": Flag [get] "Whether the socket is listening: socket(7).";
            Congestion = "TCP_CONGESTION": Text [get set] "The congestion control algorithm: tcp(7).";
            OriginalDst = "SO_ORIGINAL_DST": Free [get]
                "The original destination of a redirected connection: netfilter_ipv4.h.";
            OriginalDst6 = "IP6T_SO_ORIGINAL_DST": Free [get]
                "The original destination of a redirected connection: netfilter_ipv6/ip6_tables.h.";
            Domain = "SO_DOMAIN": Family [get] "The family of the socket: socket(7).";
            Priority = "SO_PRIORITY": Number [get set] "The priority of packets in the queues: socket(7).";
            Mark = "SO_MARK": Unsigned [get set] "The mark of packets: socket(7).";
            Bindtodevice = "SO_BINDTODEVICE": Interface [get set]
                "The only interface that the socket may use: socket(7).";
            Bindtoifindex = "SO_BINDTOIFINDEX": Interface [get set]
                "The only interface that the socket may use, by its index: asm-generic/socket.h.";
            AttachFilter = "SO_ATTACH_FILTER": Unsigned [set]
                "Attaches a filter of one instruction that keeps this many bytes of each packet: socket(7).";
            DetachFilter = "SO_DETACH_FILTER": Flag [set] "Removes the filter: socket(7).";
            Transparent = "IP_TRANSPARENT": Flag [get set] "Allows using addresses of other hosts as its own: ip(7).";
            Transparent6 = "IPV6_TRANSPARENT": Flag [get set]
                "Allows using addresses of other hosts as its own: linux/in6.h.";
            Freebind = "IP_FREEBIND": Flag [get set] "Allows binding addresses that do not exist yet: ip(7).";
            Freebind6 = "IPV6_FREEBIND": Flag [get set] "Allows binding addresses that do not exist yet: linux/in6.h.";
            BindAddressNoPort = "IP_BIND_ADDRESS_NO_PORT": Flag [get set]
                "Leaves the choice of a port to connect when the socket is bound to port 0: ip(7).";
            LocalPortRange = "IP_LOCAL_PORT_RANGE": Unsigned [get set]
                "The first and, 65536 times, the last port that the system may choose: ip(7).";
            Recverr = "IP_RECVERR": Flag [get set] "Errors wait in a queue of their own, MSG_ERRQUEUE: ip(7).";
            Recverr6 = "IPV6_RECVERR": Flag [get set] "Errors wait in a queue of their own, MSG_ERRQUEUE: ipv6(7).";
            Recvorigdstaddr = "IP_RECVORIGDSTADDR": Flag [get set]
                "recvmsg reports the address and port that a datagram was sent to: ip(7).";
            Recvorigdstaddr6 = "IPV6_RECVORIGDSTADDR": Flag [get set]
                "recvmsg reports the address and port that a datagram was sent to: linux/in6.h.";
            Mtu = "IP_MTU": Number [get] "The largest packet on the way to the peer, in bytes: ip(7).";
            Addrform = "IPV6_ADDRFORM": Number [get set]
                "The family of the socket, 2 to make one of AF_INET of it: ipv6(7).";
            UdpCork = "UDP_CORK": Flag [get set] "Collects data until it is turned off, for one datagram: udp(7).";
            Cork = "TCP_CORK": Flag [get set] "Holds back segments that are not full: tcp(7).";
            Quickack = "TCP_QUICKACK": Flag [get set] "Sends acknowledgements without delay: tcp(7).";
            ThinLinearTimeouts = "TCP_THIN_LINEAR_TIMEOUTS": Flag [get set]
                "Retransmits thin streams without exponential back-off: linux/tcp.h.";
            NotsentLowat = "TCP_NOTSENT_LOWAT": Unsigned [get set]
                "How many unsent bytes the socket may have and still be writable: linux/tcp.h.";
            UserTimeout = "TCP_USER_TIMEOUT": Time [get set] "How long data may go unacknowledged: tcp(7), RFC 5482.";
            DeferAccept = "TCP_DEFER_ACCEPT": Number [get set]
                "How many seconds a connection waits for data before it can be accepted: tcp(7).";
            Syncnt = "TCP_SYNCNT": Number [get set] "How often to try to connect: tcp(7).";
            Linger2 = "TCP_LINGER2": Number [get set] "How many seconds a closed end waits in FIN-WAIT-2: tcp(7).";
            Timestamp = "SO_TIMESTAMP": Flag [get set] "recvmsg reports when a datagram arrived: socket(7).";
            Peercred = "SO_PEERCRED": Credentials [get]
                "The process, user and group of the peer of an AF_UNIX socket: unix(7).";
            Passcred = "SO_PASSCRED": Flag [get set] "recvmsg reports the credentials of the sender: unix(7).";
            Cookie = "SO_COOKIE": Cookie [get] "The number that the kernel gives the socket: linux/sock_diag.h.";
            IncomingCpu = "SO_INCOMING_CPU": Number [get set] "The CPU that handles the socket: socket(7).";
            BusyPoll = "SO_BUSY_POLL": Number [get set] "How long to poll the device, in microseconds: socket(7).";
            MulticastAll = "IP_MULTICAST_ALL": Flag [get set]
                "Receives messages of every group that this host has joined: ip(7).";
            MulticastAll6 = "IPV6_MULTICAST_ALL": Flag [get set]
                "Receives messages of every group that this host has joined: linux/in6.h.";
            DccpService = "DCCP_SOCKOPT_SERVICE": Unsigned [get set] "The service code: RFC 4340, section 8.1.2.";
            DccpCcid = "DCCP_SOCKOPT_CCID": Octet [set] "The congestion control identifier: RFC 4340, section 10.";
            DccpAvailableCcids = "DCCP_SOCKOPT_AVAILABLE_CCIDS": Free [get]
                "The available congestion control identifiers: RFC 4340, section 10.";
            DccpTxCcid = "DCCP_SOCKOPT_TX_CCID": Number [get]
                "The congestion control identifier for sending: RFC 4340, section 10.";
            DccpRxCcid = "DCCP_SOCKOPT_RX_CCID": Number [get]
                "The congestion control identifier for receiving: RFC 4340, section 10.";
            DccpServerTimewait = "DCCP_SOCKOPT_SERVER_TIMEWAIT": Flag [get set]
                "The server keeps the state of the ended connection: RFC 4340, section 8.3.";
            DccpSendCscov = "DCCP_SOCKOPT_SEND_CSCOV": Number [get set]
                "How much of a sent packet the checksum covers: RFC 4340, section 9.2.";
            DccpRecvCscov = "DCCP_SOCKOPT_RECV_CSCOV": Number [get set]
                "How much of a received packet the checksum must cover: RFC 4340, section 9.2.";
            DccpQpolicyTxqlen = "DCCP_SOCKOPT_QPOLICY_TXQLEN": Number [get set]
                "The most packets that may wait to be sent: linux/dccp.h.";
            DccpGetCurMps = "DCCP_SOCKOPT_GET_CUR_MPS": Number [get] "The largest packet, in bytes: linux/dccp.h.";
            Nosigpipe = "SO_NOSIGPIPE": Flag [get set]
                "Sending on a broken connection raises no SIGPIPE: setsockopt(2) of macOS.";
            BoundIf = "IP_BOUND_IF": Interface [get set]
                "The only interface that the socket may use: ip(4P) of illumos.";
            ReusePortLb = "SO_REUSEPORT_LB": Flag [get set]
                "Distributes arriving data over all sockets of an address: setsockopt(2) of FreeBSD.";
            Setfib = "SO_SETFIB": Number [set] "The routing table: setsockopt(2) of FreeBSD.";
            ExclusiveAddrUse = "SO_EXCLUSIVEADDRUSE": Flag [get set]
                "Keeps every other socket from binding the address and port: SOL_SOCKET Socket Options.";
            AckFrequency = "SIO_TCP_SET_ACK_FREQUENCY": Octet [set]
                "How many segments to receive before sending an acknowledgement: mstcpip.h.";
        }
    } };
}
pub(super) use options;
