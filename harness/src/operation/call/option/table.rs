//! The table of socket options: what each is called, what kind of value it has, on which platforms, and which calls get and set it.
//!
//! It is handed to a macro, because two modules read it: [`super`] takes names, kinds and platforms, [`crate::executor::native`] takes the calls
//! (methods of `socket2::Socket`, and functions of its own where socket2 has no method of that form). An option that is absent from
//! a platform is absent from its headers, or from socket2 there; `cargo doc -p socket2` tells which. (IPV6_HDRINCL cannot be read: on Linux
//! socket2 0.6.5 sets that one and reads another, IP_HDRINCL's number at the level of IPv6.)

/// Calls the macro `$with` with all options: sections of `on PLATFORMS { Variant = "NAME": Kind get [call] set [call] "what for"; … }`.
macro_rules! options {
    ($with:ident) => { $with! {
        on all() {
            ReuseAddr = "SO_REUSEADDR": Flag get [Socket::reuse_address] set [Socket::set_reuse_address] "Lets an address be bound that is in use: socket(7).";
            Broadcast = "SO_BROADCAST": Flag get [special::broadcast] set [Socket::set_broadcast] "Lets datagrams be sent to broadcast addresses: socket(7).";
            Keepalive = "SO_KEEPALIVE": Flag get [Socket::keepalive] set [Socket::set_keepalive] "Asks idle peers whether they are still there: socket(7).";
            Oobinline = "SO_OOBINLINE": Flag get [Socket::out_of_band_inline] set [Socket::set_out_of_band_inline] "Leaves urgent data among the rest: socket(7).";
            Linger = "SO_LINGER": Seconds get [Socket::linger] set [Socket::set_linger] "How long close waits for unsent data: socket(7).";
            Rcvbuf = "SO_RCVBUF": Number get [Socket::recv_buffer_size] set [Socket::set_recv_buffer_size] "Bytes of the receive buffer: socket(7).";
            Sndbuf = "SO_SNDBUF": Number get [Socket::send_buffer_size] set [Socket::set_send_buffer_size] "Bytes of the send buffer: socket(7).";
            Rcvtimeo = "SO_RCVTIMEO": Time get [Socket::read_timeout] set [Socket::set_read_timeout] "How long a call waits to receive: socket(7).";
            Sndtimeo = "SO_SNDTIMEO": Time get [Socket::write_timeout] set [Socket::set_write_timeout] "How long a call waits to send: socket(7).";
            Type = "SO_TYPE": Word get [special::kind] set [] "The type of the socket: socket(7).";
            Ttl = "IP_TTL": Number get [Socket::ttl_v4] set [Socket::set_ttl_v4] "The time to live of packets: ip(7).";
        }
        on all(known) {
            Tos = "IP_TOS": Number get [Socket::tos_v4] set [Socket::set_tos_v4] "The type of service of packets: ip(7).";
        }
        on all() {
            Hdrincl = "IP_HDRINCL": Flag get [Socket::header_included_v4] set [Socket::set_header_included_v4] "The caller writes the IP header: ip(7), raw(7).";
            MulticastIf = "IP_MULTICAST_IF": Ip get [Socket::multicast_if_v4] set [special::set_multicast_if] "The interface that multicasts leave by: ip(7).";
            MulticastLoop = "IP_MULTICAST_LOOP": Flag get [Socket::multicast_loop_v4] set [Socket::set_multicast_loop_v4] "Multicasts come back to this host: ip(7).";
            MulticastTtl = "IP_MULTICAST_TTL": Number get [Socket::multicast_ttl_v4] set [Socket::set_multicast_ttl_v4] "The time to live of multicasts: ip(7).";
            AddMembership = "IP_ADD_MEMBERSHIP": Group get [] set [special::join] "Joins a group: ip(7).";
            DropMembership = "IP_DROP_MEMBERSHIP": Group get [] set [special::leave] "Leaves a group: ip(7).";
            V6only = "IPV6_V6ONLY": Flag get [Socket::only_v6] set [Socket::set_only_v6] "Keeps an AF_INET6 socket from IPv4: ipv6(7).";
            UnicastHops = "IPV6_UNICAST_HOPS": Number get [Socket::unicast_hops_v6] set [Socket::set_unicast_hops_v6] "The hop limit of packets: ipv6(7).";
            MulticastHops = "IPV6_MULTICAST_HOPS": Number get [Socket::multicast_hops_v6] set [Socket::set_multicast_hops_v6] "The hop limit of multicasts: ipv6(7).";
            MulticastIf6 = "IPV6_MULTICAST_IF": Interface get [special::multicast_if_v6] set [special::set_multicast_if_v6] "The interface that multicasts leave by: ipv6(7).";
            MulticastLoop6 = "IPV6_MULTICAST_LOOP": Flag get [Socket::multicast_loop_v6] set [Socket::set_multicast_loop_v6] "Multicasts come back to this host: ipv6(7).";
            JoinGroup = "IPV6_JOIN_GROUP": Group get [] set [special::join] "Joins a group: ipv6(7).";
            LeaveGroup = "IPV6_LEAVE_GROUP": Group get [] set [special::leave] "Leaves a group: ipv6(7).";
            Recvpktinfo = "IPV6_RECVPKTINFO": Flag get [special::recvpktinfo] set [special::set_recvpktinfo] "recvmsg tells where a datagram was sent to (IPV6_PKTINFO on Windows): ipv6(7), RFC 3542.";
            Nodelay = "TCP_NODELAY": Flag get [Socket::tcp_nodelay] set [Socket::set_tcp_nodelay] "Sends small segments at once: tcp(7).";
        }
        on all(unix, not(target_os = "illumos")) {
            ReusePort = "SO_REUSEPORT": Flag get [Socket::reuse_port] set [Socket::set_reuse_port] "Lets several sockets have one address and port: socket(7).";
        }
        on all(unix) {
            Maxseg = "TCP_MAXSEG": Number get [Socket::tcp_mss] set [Socket::set_tcp_mss] "The largest segment, in bytes: tcp(7).";
        }
        on all(unix, known) {
            Tclass = "IPV6_TCLASS": Number get [Socket::tclass_v6] set [Socket::set_tclass_v6] "The traffic class of packets: RFC 3542, section 6.5.";
        }
        on all(unix, known, not(target_os = "openbsd")) {
            Keepidle = "TCP_KEEPIDLE": Seconds get [special::keepidle] set [special::set_keepidle] "Idle time before the peer is asked (TCP_KEEPALIVE on macOS): tcp(7).";
            Keepintvl = "TCP_KEEPINTVL": Seconds get [special::keepintvl] set [special::set_keepintvl] "Time between two questions: tcp(7).";
            Keepcnt = "TCP_KEEPCNT": Number get [Socket::tcp_keepalive_retries] set [special::set_keepcnt] "How many questions may go unanswered: tcp(7).";
        }
        on any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "freebsd", windows) {
            Recvtos = "IP_RECVTOS": Flag get [Socket::recv_tos_v4] set [Socket::set_recv_tos_v4] "recvmsg tells the type of service: ip(7).";
            Recvtclass = "IPV6_RECVTCLASS": Flag get [Socket::recv_tclass_v6] set [Socket::set_recv_tclass_v6] "recvmsg tells the traffic class: RFC 3542, section 6.5.";
        }
        on any(target_os = "linux", target_os = "android", target_os = "macos", windows) {
            Pktinfo = "IP_PKTINFO": Flag get [special::pktinfo] set [special::set_pktinfo] "recvmsg tells where a datagram was sent to: ip(7).";
        }
        on any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "freebsd") {
            Recvhoplimit = "IPV6_RECVHOPLIMIT": Flag get [Socket::recv_hoplimit_v6] set [Socket::set_recv_hoplimit_v6] "recvmsg tells the hop limit: ipv6(7).";
        }
        on any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "freebsd", target_os = "illumos", windows) {
            AddSourceMembership = "IP_ADD_SOURCE_MEMBERSHIP": Source get [] set [special::join_source] "Joins a group for one sender: ip(7).";
            DropSourceMembership = "IP_DROP_SOURCE_MEMBERSHIP": Source get [] set [special::leave_source] "Leaves a group for one sender: ip(7).";
        }
        on any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "illumos", windows) {
            Hdrincl6 = "IPV6_HDRINCL": Flag get [] set [Socket::set_header_included_v6] "The caller writes the IPv6 header: ip(7), raw(7).";
        }
        on any(target_os = "linux", target_os = "android", target_os = "freebsd", windows) {
            Protocol = "SO_PROTOCOL": Word get [special::protocol] set [] "The protocol of the socket: socket(7); SO_PROTOCOL_INFO on Windows.";
        }
        on any(target_os = "linux", target_os = "android", target_os = "freebsd") {
            Acceptconn = "SO_ACCEPTCONN": Flag get [Socket::is_listener] set [] "Whether it listens: socket(7).";
        }
        on any(target_os = "linux", target_os = "freebsd") {
            Congestion = "TCP_CONGESTION": Text get [special::congestion] set [special::set_congestion] "The congestion control: tcp(7).";
        }
        on any(target_os = "linux", target_os = "android", windows) {
            OriginalDst = "SO_ORIGINAL_DST": Word get [special::original_dst] set [] "Where a redirected connection wanted to go: netfilter_ipv4.h.";
            OriginalDst6 = "IP6T_SO_ORIGINAL_DST": Word get [special::original_dst_v6] set [] "Where a redirected connection wanted to go: netfilter_ipv6/ip6_tables.h.";
        }
        on any(target_os = "linux", target_os = "android") {
            Domain = "SO_DOMAIN": Word get [special::domain] set [] "The family of the socket: socket(7).";
            Priority = "SO_PRIORITY": Number get [Socket::priority] set [Socket::set_priority] "The queueing class of packets: socket(7).";
            Mark = "SO_MARK": Number get [Socket::mark] set [Socket::set_mark] "The mark of packets: socket(7).";
            Bindtodevice = "SO_BINDTODEVICE": Interface get [special::device] set [special::bind_device] "The only interface it may use: socket(7).";
            Bindtoifindex = "SO_BINDTOIFINDEX": Interface get [special::device_index] set [special::bind_device_by_index] "The only interface it may use, by its index: asm-generic/socket.h.";
            AttachFilter = "SO_ATTACH_FILTER": Number get [] set [special::attach_filter] "Keeps so many bytes of each packet, by a filter of one instruction: socket(7).";
            DetachFilter = "SO_DETACH_FILTER": Flag get [] set [special::detach_filter] "Takes the filter away: socket(7).";
            Transparent = "IP_TRANSPARENT": Flag get [Socket::ip_transparent_v4] set [Socket::set_ip_transparent_v4] "Uses addresses of other hosts as its own: ip(7).";
            Transparent6 = "IPV6_TRANSPARENT": Flag get [Socket::ip_transparent_v6] set [Socket::set_ip_transparent_v6] "Uses addresses of other hosts as its own: linux/in6.h.";
            Freebind = "IP_FREEBIND": Flag get [Socket::freebind_v4] set [Socket::set_freebind_v4] "Lets addresses be bound that are not there yet: ip(7).";
            Freebind6 = "IPV6_FREEBIND": Flag get [Socket::freebind_v6] set [Socket::set_freebind_v6] "Lets addresses be bound that are not there yet: linux/in6.h.";
            Cork = "TCP_CORK": Flag get [Socket::tcp_cork] set [Socket::set_tcp_cork] "Holds back segments that are not full: tcp(7).";
            Quickack = "TCP_QUICKACK": Flag get [Socket::tcp_quickack] set [Socket::set_tcp_quickack] "Acknowledges at once: tcp(7).";
            ThinLinearTimeouts = "TCP_THIN_LINEAR_TIMEOUTS": Flag get [Socket::tcp_thin_linear_timeouts] set [Socket::set_tcp_thin_linear_timeouts] "No exponential back-off for thin streams: linux/tcp.h.";
            NotsentLowat = "TCP_NOTSENT_LOWAT": Number get [Socket::tcp_notsent_lowat] set [Socket::set_tcp_notsent_lowat] "Unsent bytes up to which it is writable: linux/tcp.h.";
            UserTimeout = "TCP_USER_TIMEOUT": Time get [Socket::tcp_user_timeout] set [Socket::set_tcp_user_timeout] "How long data may go unacknowledged: tcp(7), RFC 5482.";
        }
        on all(target_os = "linux") {
            Passcred = "SO_PASSCRED": Flag get [Socket::passcred] set [Socket::set_passcred] "recvmsg tells the credentials of the sender: unix(7).";
            Cookie = "SO_COOKIE": Word get [special::cookie] set [] "The number by which the kernel knows the socket: linux/sock_diag.h.";
            IncomingCpu = "SO_INCOMING_CPU": Number get [Socket::cpu_affinity] set [Socket::set_cpu_affinity] "The processor it works on: socket(7).";
            BusyPoll = "SO_BUSY_POLL": Number get [Socket::busy_poll] set [Socket::set_busy_poll] "Microseconds of polling the device: socket(7).";
            MulticastAll = "IP_MULTICAST_ALL": Flag get [Socket::multicast_all_v4] set [Socket::set_multicast_all_v4] "Takes messages of every group this host has joined: ip(7).";
            MulticastAll6 = "IPV6_MULTICAST_ALL": Flag get [Socket::multicast_all_v6] set [Socket::set_multicast_all_v6] "Takes messages of every group this host has joined: linux/in6.h.";
            DccpService = "DCCP_SOCKOPT_SERVICE": Number get [Socket::dccp_service] set [Socket::set_dccp_service] "The service code: RFC 4340, section 8.1.2.";
            DccpCcid = "DCCP_SOCKOPT_CCID": Number get [] set [Socket::set_dccp_ccid] "The congestion control: RFC 4340, section 10.";
            DccpAvailableCcids = "DCCP_SOCKOPT_AVAILABLE_CCIDS": Word get [special::available_ccids] set [] "The congestion controls there are: RFC 4340, section 10.";
            DccpTxCcid = "DCCP_SOCKOPT_TX_CCID": Number get [Socket::dccp_tx_ccid] set [] "The congestion control for sending: RFC 4340, section 10.";
            DccpRxCcid = "DCCP_SOCKOPT_RX_CCID": Number get [Socket::dccp_xx_ccid] set [] "The congestion control for receiving: RFC 4340, section 10.";
            DccpServerTimewait = "DCCP_SOCKOPT_SERVER_TIMEWAIT": Flag get [Socket::dccp_server_timewait] set [Socket::set_dccp_server_timewait] "The server keeps the state of the ended connection: RFC 4340, section 8.3.";
            DccpSendCscov = "DCCP_SOCKOPT_SEND_CSCOV": Number get [Socket::dccp_send_cscov] set [Socket::set_dccp_send_cscov] "How much of packets sent the checksum covers: RFC 4340, section 9.2.";
            DccpRecvCscov = "DCCP_SOCKOPT_RECV_CSCOV": Number get [Socket::dccp_recv_cscov] set [Socket::set_dccp_recv_cscov] "How much of packets received the checksum has to cover: RFC 4340, section 9.2.";
            DccpQpolicyTxqlen = "DCCP_SOCKOPT_QPOLICY_TXQLEN": Number get [Socket::dccp_qpolicy_txqlen] set [Socket::set_dccp_qpolicy_txqlen] "The most packets that wait to be sent: linux/dccp.h.";
            DccpGetCurMps = "DCCP_SOCKOPT_GET_CUR_MPS": Number get [Socket::dccp_cur_mps] set [] "The largest packet, in bytes: linux/dccp.h.";
        }
        on all(target_os = "macos") {
            Nosigpipe = "SO_NOSIGPIPE": Flag get [] set [Socket::set_nosigpipe] "Sending to nobody raises no signal: setsockopt(2) of macOS.";
        }
        on any(target_os = "macos", target_os = "illumos") {
            BoundIf = "IP_BOUND_IF": Interface get [special::device_index] set [special::bind_device_by_index] "The only interface it may use: ip(4P) of illumos.";
        }
        on all(target_os = "freebsd") {
            ReusePortLb = "SO_REUSEPORT_LB": Flag get [Socket::reuse_port_lb] set [Socket::set_reuse_port_lb] "Spreads what arrives over all sockets of one address: setsockopt(2) of FreeBSD.";
            Setfib = "SO_SETFIB": Number get [] set [Socket::set_fib] "The routing table: setsockopt(2) of FreeBSD.";
        }
        on all(windows) {
            ExclusiveAddrUse = "SO_EXCLUSIVEADDRUSE": Flag get [crate::sys::option::exclusive_address_use] set [crate::sys::option::set_exclusive_address_use] "Keeps every other socket from the address and port: SOL_SOCKET Socket Options.";
            AckFrequency = "SIO_TCP_SET_ACK_FREQUENCY": Number get [] set [Socket::set_tcp_ack_frequency] "How many segments an acknowledgement waits for: mstcpip.h.";
        }
    } };
}
pub(crate) use options;
